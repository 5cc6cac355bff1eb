/** Rules of the house about guards: what nobody may forget is said in the editor. */
import { actions, pages, handlers } from './guard-rules.mjs'

/** Files that answer at an address, and what each must do before it answers. */
const rules = {
  'guarded-page': pages.guarded,
  'no-early-metadata': pages.withoutMetadata,
  'no-early-stream': pages.withoutStream,
  'made-action': actions.made,
  'asked-act': actions.asked,
  'asking-form': actions.form,
  'server-directive': actions.directive,
  'guarded-handler': handlers.guarded,
  'api-by-table': handlers.byTable,
  'server-only-doorway': handlers.serverOnly,
}

const all = Object.fromEntries(Object.keys(rules).map((name) => [`gatehouse/${name}`, 'error']))

/** Each rule knows by a file's path whether it is meant. */
export const guards = [
  {
    files: ['{app,lib}/**/*.{ts,tsx}'],
    ignores: ['**/*.test.{ts,tsx}'],
    plugins: { gatehouse: { rules } },
    rules: all,
  },
]

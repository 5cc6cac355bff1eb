/** Lint rules about guards, so that the editor shows where one is missing. */
import { actions, pages, handlers } from './guard-rules.mjs'

/** What a file that answers at a URL must do before it answers. */
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
  'api-without-pages': handlers.noPage,
  'server-only-doorway': handlers.serverOnly,
}

const all = Object.fromEntries(Object.keys(rules).map((name) => [`gatehouse/${name}`, 'error']))

/** Each rule decides by a file's path whether it applies. */
export const guards = [
  {
    files: ['{app,lib}/**/*.{ts,tsx}'],
    ignores: ['**/*.test.{ts,tsx}'],
    plugins: { gatehouse: { rules } },
    rules: all,
  },
]

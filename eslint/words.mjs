/** Lint rules that keep words in the catalogues and colours in one file. */

const LETTER = /\p{L}/u
/** A capital and a small letter, and then the end or what follows a word: a text for people. */
const SENTENCE = /^\p{Lu}\p{Ll}+(?=$|[\s,.!?:;…’])/u
/** Attributes whose text people read or hear. */
const READ = /^(alt|label|title|lead|text|placeholder|message|aria-(label|description|valuetext))$/
const COLOUR = /(?<![\w/])#(?:[\da-f]{8}|[\da-f]{6}|[\da-f]{3,4})\b(?![-\w])/i

/** What developers read: errors, the log, and names that a program compares. */
function isForDevelopers(literal) {
  const { parent } = literal
  if (parent.source === literal) return true
  for (let node = parent; node; node = node.parent) {
    if (node.type === 'ThrowStatement' || node.type === 'BinaryExpression') return true
    if (node.type === 'NewExpression' && /Error$/.test(node.callee.name ?? '')) return true
    if (node.type === 'CallExpression' && node.callee.object?.name === 'log') return true
    if (node.type === 'TSLiteralType') return true
  }
  return false
}

function textOf(node) {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : ''
  return node.quasis.map(({ value }) => value.cooked).join('…')
}

const noLiteralWords = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const report = (node, text) =>
      context.report({
        node,
        message: `"${text.trim().slice(0, 30)}" is read by people: put it in lib/words.`,
      })
    const check = (node) => {
      const text = textOf(node)
      const attribute = [node.parent, node.parent?.parent].find(
        (one) => one?.type === 'JSXAttribute',
      )
      const isRead = attribute !== undefined && READ.test(attribute.name.name)
      if (isRead ? LETTER.test(text) : SENTENCE.test(text) && !isForDevelopers(node)) {
        report(node, text)
      }
    }
    return {
      JSXText: (node) => {
        if (LETTER.test(node.value)) report(node, node.value)
      },
      Literal: check,
      TemplateLiteral: check,
    }
  },
}

const noColour = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const check = (node) => {
      const [colour] = COLOUR.exec(textOf(node)) ?? []
      if (colour)
        context.report({ node, message: `${colour}: colours are in lib/base/colours.ts.` })
    }
    return { Literal: check, TemplateLiteral: check }
  },
}

const plugins = {
  words: { rules: { 'no-literal-words': noLiteralWords, 'no-colour': noColour } },
}
const TESTS = ['**/*.test.{ts,tsx}']

export const words = [
  {
    files: ['app/**/*.{ts,tsx}'],
    // Programs read what is below .well-known.
    ignores: [...TESTS, 'app/.well-known/**'],
    plugins,
    rules: { 'words/no-literal-words': 'error' },
  },
  {
    files: ['{app,lib}/**/*.{ts,tsx}', 'server.ts'],
    ignores: [...TESTS, 'lib/base/colours.ts'],
    plugins,
    rules: { 'words/no-colour': 'error' },
  },
]

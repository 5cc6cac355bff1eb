/** The rules of guards.mjs, each over the syntax of one file. */
import { relative } from 'node:path'
import { isPublicPath } from './public-paths.mjs'

/** What stands for no page: it holds nothing that anyone might not see. */
const UNKNOWN = 'app/(unknown)/'
/** What the API answers to everyone without a token, with a handler of its own. */
const OPEN_TO_PROGRAMS = 'app/api/v1/openapi.json/route.ts'

const PERMISSION = /^[a-z-]+:[a-z-]+$/

function pathOf({ filename, cwd }) {
  return relative(cwd, filename).replaceAll('\\', '/')
}

/** True for a file that answers at an address which lib/base/routes.ts does not open to everyone. */
function isClosed(path) {
  const [, address] = /^app(\/.*)?\/[\w-]+\.tsx?$/.exec(path) ?? []
  if (address === undefined && !/^app\/[\w-]+\.tsx?$/.test(path)) return false
  return !path.startsWith(UNKNOWN) && !isPublicPath(address?.replace(/\/\([^/]+\)/g, '') || '/')
}

/** A rule for the files that `concerns` names, which looks at each as a whole. */
function rule(concerns, look) {
  return {
    meta: { type: 'problem', schema: [] },
    create(context) {
      const path = pathOf(context)
      if (!concerns(path)) return {}
      const report = (node, message) => context.report({ node, message })
      return { Program: (program) => look(program, report, { path, context }) }
    },
  }
}

/** The call that a statement awaits, as in `const actor = await requireUser()`. */
function awaited(statement) {
  const value =
    statement?.type === 'VariableDeclaration'
      ? statement.declarations[0]?.init
      : statement?.expression
  const call = value?.type === 'AwaitExpression' ? value.argument : null
  return call?.type === 'CallExpression' ? call : null
}

function isPermission(argument) {
  return argument?.type === 'Literal' && PERMISSION.test(String(argument.value))
}

/**
 * Layouts do not run again when a person moves on, so each page is its own door; below app/admin
 * being signed in is not enough.
 */
const guardedPage = rule(
  (path) => /\/page\.tsx$/.test(path) && isClosed(path),
  (program, report, { path }) => {
    const exported = program.body.find(({ type }) => type === 'ExportDefaultDeclaration')
    const page = exported?.declaration
    const call = page?.type === 'FunctionDeclaration' ? awaited(page.body.body[0]) : null
    const asks = call?.callee.name
    const isAdmin = path.startsWith('app/admin/')
    if (asks === 'requirePermission' && isPermission(call.arguments[0])) return
    if (asks === 'requireUser' && !isAdmin) return
    report(
      page ?? program,
      `${page?.id?.name ?? 'This page'} does not ask first who is there: begin with await ` +
        (isAdmin ? "requirePermission('…:…')." : "requireUser() or requirePermission('…:…')."),
    )
  },
)

/** Metadata is sent beside a redirect and a refusal, to everyone who asks for the page. */
const withoutMetadata = rule(
  (path) => /\/(page|layout|template)\.tsx$/.test(path) && isClosed(path),
  (program, report) => {
    for (const [name, node] of exportsOf(program)) {
      if (!/^(metadata|generateMetadata)$/.test(name)) continue
      report(
        node,
        `${name} is told to people whom the guard of this page refuses: render <Title> after it.`,
      )
    }
  },
)

/** Once streaming has begun a redirect is a 200, so nothing may stream above a guard. */
const withoutStream = rule(isClosed, (program, report, { path, context }) => {
  if (/\/loading\.tsx$/.test(path)) {
    report(program, 'A loading page streams before its page has asked who is there.')
  }
  if (!/\/(layout|template)\.tsx$/.test(path)) return
  const mention = context.sourceCode.ast.tokens.find(({ value }) => value === 'Suspense')
  if (mention) report(mention, 'Suspense streams above the page that asks who is there.')
})

/** `'use server'` makes each export of a file an endpoint that anyone may call. */
const directive = rule(
  () => true,
  (program, report, { path, context }) => {
    const isActions = /^app\/(.*\/)?actions\.ts$/.test(path)
    const [first] = program.body
    const tokens = context.sourceCode.ast.tokens
    const marks = tokens.filter(
      ({ type, value }) => type === 'String' && /^.use server.$/.test(value),
    )
    if (isActions && first?.directive !== 'use server') {
      report(program, "An actions.ts begins with 'use server'.")
    }
    for (const mark of isActions ? marks.slice(1) : marks) {
      report(mark, "'use server' stands at the top of an actions.ts, and nowhere else.")
    }
  },
)

/** Each action is made by the doorway, which asks who is there and reads what was sent. */
const madeAction = rule(
  (path) => /^app\/(.*\/)?actions\.ts$/.test(path),
  (program, report, { path }) => {
    const isAdmin = path.startsWith('app/admin/')
    const asking = ['permittedAction', 'askedAction']
    const makers = isAdmin ? asking : ['openAction', 'userAction', ...asking]
    for (const [name, node, value] of exportsOf(program)) {
      const isMade = value?.type === 'CallExpression' && makers.includes(value.callee.name)
      const isPermitted = !asking.includes(value?.callee?.name) || isPermission(value.arguments[0])
      if (/Action$/.test(name) && isMade && isPermitted) continue
      report(node, `${name} asks nobody who they are: make it with ${makers.join(', ')}.`)
    }
  },
)

/** What gives nobody anything, and loses nothing. */
const HARMLESS = ['createRoleAction']

/** What an administrator does to others is asked about first, by the action itself where it depends. */
const askedAct = rule(
  (path) => /^app\/admin\/(.*\/)?actions\.ts$/.test(path),
  (program, report, { context }) => {
    for (const [name, node, value] of exportsOf(program)) {
      if (value?.callee?.name === 'askedAction' || HARMLESS.includes(name)) continue
      if (value && /!isSure\(form, /.test(context.sourceCode.getText(value))) continue
      report(node, `${name} acts without a question: make it with askedAction, or ask isSure.`)
    }
  },
)

/** Below app/admin these alone hold a list to choose from, or a form that acts. */
const ASKING_PARTS = /^app\/admin\/_ui\/(choice|confirmed-act|link-form)\.tsx$/

/** Nothing grave is chosen beforehand or done by one click: the parts that ask see to it. */
const askingForm = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const path = pathOf(context)
    if (!/^app\/admin\/.*\.tsx$/.test(path) || ASKING_PARTS.test(path)) return {}
    const asks = /<Question\b/.test(context.sourceCode.getText())
    return {
      JSXOpeningElement(node) {
        const name = node.name.name
        if (name === 'select') {
          context.report({ node, message: 'This list is not a Choice, which chooses nothing.' })
        }
        const action = node.attributes.find((one) => one.name?.name === 'action')
        const to = action?.value?.expression
        const isSearch = to?.type === 'Identifier' && /^ADMIN_[A-Z]+$/.test(to.name)
        if (name === 'form' && !asks && !isSearch) {
          context.report({
            node,
            message: 'This form asks nothing: use ConfirmedAct, or Question.',
          })
        }
      },
    }
  },
}

/** Where an address is closed, every method asks what whoever is there may do. */
const guardedHandler = rule(
  (path) => /\/route\.ts$/.test(path) && isClosed(path),
  (program, report) => {
    const methods = exportsOf(program).filter(([name]) => name !== 'dynamic')
    if (methods.length === 0) report(program, 'This handler answers nothing.')
    for (const [name, node, value] of methods) {
      const isGuarded =
        value?.type === 'CallExpression' &&
        value.callee.name === 'withPermission' &&
        isPermission(value.arguments[0])
      if (!isGuarded) report(node, `${name} asks nobody who they are: make it with withPermission.`)
    }
  },
)

/** The API lies open at the edge, so each of its operations asks for what the table says. */
const byTable = rule(
  (path) => /^app\/api\/v1\/.*route\.ts$/.test(path) && path !== OPEN_TO_PROGRAMS,
  (program, report) => {
    const there = exportsOf(program)
    if (there.length === 0) report(program, 'This handler answers nothing.')
    for (const [name, node, value] of there) {
      if (value?.type === 'CallExpression' && value.callee.name === 'endpoints') continue
      report(node, `${name} answers beside lib/api/operations.ts: make it with endpoints().`)
    }
  },
)

/** The doorway must never reach a browser. */
const serverOnly = rule(
  (path) => /^lib\/request\/[^/]+\.ts$/.test(path),
  (program, report) => {
    const isMarked = program.body.some((one) => one.source?.value === 'server-only')
    if (!isMarked) report(program, "A doorway imports 'server-only'.")
  },
)

/** What a file exports: name, where, and the value where it is written down there. */
function exportsOf({ body }) {
  return body.flatMap((statement) => {
    if (statement.exportKind === 'type') return []
    if (statement.type === 'ExportDefaultDeclaration') {
      return [['default', statement, statement.declaration]]
    }
    if (statement.type === 'ExportAllDeclaration') return [['*', statement, null]]
    if (statement.type !== 'ExportNamedDeclaration') return []
    const { declaration } = statement
    if (!declaration) {
      return statement.specifiers.map(({ exported }) => [exported.name, statement, null])
    }
    if (declaration.type !== 'VariableDeclaration')
      return [[declaration.id.name, declaration, null]]
    return declaration.declarations.flatMap((one) =>
      namesIn(one.id).map((name) => [name, one, one.init]),
    )
  })
}

function namesIn(pattern) {
  return pattern.type === 'ObjectPattern'
    ? pattern.properties.map(({ value, argument }) => (value ?? argument).name)
    : [pattern.name]
}

export const pages = { guarded: guardedPage, withoutMetadata, withoutStream }
export const actions = { made: madeAction, asked: askedAct, form: askingForm, directive }
export const handlers = { guarded: guardedHandler, byTable, serverOnly }

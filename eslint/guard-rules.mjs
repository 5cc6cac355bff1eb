/** The rules of guards.mjs. Each checks the syntax of one file. */
import { relative } from 'node:path'
import { exportsOf } from './exports.mjs'
import { isPublicPath } from './public-paths.mjs'

/** The page for unknown URLs: it shows nothing secret. */
const UNKNOWN = 'app/(unknown)/'
/** The route of the API that needs no token, with a handler of its own. */
const OPEN_TO_PROGRAMS = 'app/api/v1/openapi.json/route.ts'

const PERMISSION = /^[a-z-]+:[a-z-]+$/

function pathOf({ filename, cwd }) {
  return relative(cwd, filename).replaceAll('\\', '/')
}

/** True for a file that answers at a path which lib/base/routes.ts does not make public. */
function isClosed(path) {
  const [, route] = /^app(\/.*)?\/[\w-]+\.tsx?$/.exec(path) ?? []
  if (route === undefined && !/^app\/[\w-]+\.tsx?$/.test(path)) return false
  return !path.startsWith(UNKNOWN) && !isPublicPath(route?.replace(/\/\([^/]+\)/g, '') || '/')
}

/** A rule for the files that `concerns` accepts; `look` checks each file as a whole. */
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
 * Layouts do not run again on navigation, so each page needs its own guard. Below app/admin, being
 * signed in is not enough.
 */
const guardedPage = rule(
  (path) => /\/page\.tsx$/.test(path) && isClosed(path),
  (program, report, { path }) => {
    const exported = program.body.find(({ type }) => type === 'ExportDefaultDeclaration')
    const page = exported?.declaration
    const call = page?.type === 'FunctionDeclaration' ? awaited(page.body.body[0]) : null
    const guard = call?.callee.name
    const isAdmin = path.startsWith('app/admin/')
    if (guard === 'requirePermission' && isPermission(call.arguments[0])) return
    if (['requireUser', 'requireRecentUser'].includes(guard) && !isAdmin) return
    report(
      page ?? program,
      `${page?.id?.name ?? 'This page'} has no guard: begin with await ` +
        (isAdmin
          ? "requirePermission('…:…')."
          : "requireUser(), requireRecentUser() or requirePermission('…:…')."),
    )
  },
)

/** Metadata is sent to every visitor, even with a redirect or a refusal. */
const withoutMetadata = rule(
  (path) => /\/(page|layout|template)\.tsx$/.test(path) && isClosed(path),
  (program, report) => {
    for (const [name, node] of exportsOf(program)) {
      if (!/^(metadata|generateMetadata)$/.test(name)) continue
      report(
        node,
        `${name} is sent even if the guard of this page refuses: render <Title> after it.`,
      )
    }
  },
)

/** After streaming has begun, a redirect is sent as a 200, so nothing may stream above a guard. */
const withoutStream = rule(isClosed, (program, report, { path, context }) => {
  if (/\/loading\.tsx$/.test(path)) {
    report(program, 'A loading page streams before the guard of its page.')
  }
  if (!/\/(layout|template)\.tsx$/.test(path)) return
  const mention = context.sourceCode.ast.tokens.find(({ value }) => value === 'Suspense')
  if (mention) report(mention, 'Suspense streams before the guard of the page.')
})

/** `'use server'` makes each export of a file an endpoint that every visitor can call. */
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
      report(program, "An actions.ts must begin with 'use server'.")
    }
    for (const mark of isActions ? marks.slice(1) : marks) {
      report(mark, "'use server' belongs at the top of an actions.ts and nowhere else.")
    }
  },
)

/** Each action is made by lib/request, which checks the user and reads the form. */
const madeAction = rule(
  (path) => /^app\/(.*\/)?actions\.ts$/.test(path),
  (program, report, { path }) => {
    const isAdmin = path.startsWith('app/admin/')
    const asking = ['permittedAction', 'confirmedAction']
    const makers = isAdmin ? asking : ['publicAction', 'userAction', ...asking]
    for (const [name, node, value] of exportsOf(program)) {
      const isMade = value?.type === 'CallExpression' && makers.includes(value.callee.name)
      const isPermitted = !asking.includes(value?.callee?.name) || isPermission(value.arguments[0])
      if (/Action$/.test(name) && isMade && isPermitted) continue
      report(node, `${name} has no guard: make it with ${makers.join(', ')}.`)
    }
  },
)

/** Actions that grant nothing, and delete nothing but a picture. */
const HARMLESS = ['createRoleAction', 'createAppAction', 'setAppLogoAction']

/** Acts on others need a confirmation: by confirmedAction, or by isConfirmed if only some of them do. */
const askedAct = rule(
  (path) => /^app\/admin\/(.*\/)?actions\.ts$/.test(path),
  (program, report, { context }) => {
    for (const [name, node, value] of exportsOf(program)) {
      if (value?.callee?.name === 'confirmedAction' || HARMLESS.includes(name)) continue
      if (value && /!isConfirmed\(form, /.test(context.sourceCode.getText(value))) continue
      report(
        node,
        `${name} acts without a confirmation: make it with confirmedAction or check isConfirmed.`,
      )
    }
  },
)

/** The only files below app/admin that may hold a select, or a form that acts. */
const ASKING_PARTS = /^app\/admin\/_ui\/(choice|confirmed-act|link-form)\.tsx$/

/** No grave choice is preselected, and no grave act takes one click: these components see to it. */
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
          context.report({ node, message: 'Use Choice, which preselects nothing.' })
        }
        const action = node.attributes.find((one) => one.name?.name === 'action')
        const to = action?.value?.expression
        const isSearch = to?.type === 'Identifier' && /^ADMIN_[A-Z]+$/.test(to.name)
        if (name === 'form' && !asks && !isSearch) {
          context.report({
            node,
            message: 'This form has no confirmation: use ConfirmedAct or Question.',
          })
        }
      },
    }
  },
}

/** At a path that is not public, every method requires a user; below app/admin, a permission. */
const guardedHandler = rule(
  (path) => /\/route\.ts$/.test(path) && isClosed(path),
  (program, report, { path }) => {
    const isAdmin = path.startsWith('app/admin/')
    const guards = isAdmin ? 'withPermission' : 'withUser or withPermission'
    const methods = exportsOf(program).filter(([name]) => name !== 'dynamic')
    if (methods.length === 0) report(program, 'This handler exports no method.')
    for (const [name, node, value] of methods) {
      const guard = value?.type === 'CallExpression' ? value.callee.name : null
      const isGuarded =
        (guard === 'withPermission' && isPermission(value.arguments[0])) ||
        (guard === 'withUser' && !isAdmin)
      if (!isGuarded) report(node, `${name} has no guard: make it with ${guards}.`)
    }
  },
)

/** The middleware does not see the API, so each operation requires what the table says. */
const byTable = rule(
  (path) => /^app\/api\/v1\/.*route\.ts$/.test(path) && path !== OPEN_TO_PROGRAMS,
  (program, report) => {
    const exported = exportsOf(program)
    if (exported.length === 0) report(program, 'This handler exports no method.')
    for (const [name, node, value] of exported) {
      if (value?.type === 'CallExpression' && value.callee.name === 'endpoints') continue
      report(node, `${name} bypasses lib/api/operations.ts: make it with endpoints().`)
    }
  },
)

/** Neither the middleware nor the first check of `Origin` covers the API. */
const noPage = rule(
  (path) => /^app\/api\/.*(page|layout)\.tsx$/.test(path),
  (program, report) => report(program, 'Pages below app/api are open to all: put it elsewhere.'),
)

/** lib/request must never reach a browser. */
const serverOnly = rule(
  (path) => /^lib\/request\/[^/]+\.ts$/.test(path),
  (program, report) => {
    const isMarked = program.body.some((one) => one.source?.value === 'server-only')
    if (!isMarked) report(program, "A file in lib/request must import 'server-only'.")
  },
)

export const pages = { guarded: guardedPage, withoutMetadata, withoutStream }
export const actions = { made: madeAction, asked: askedAct, form: askingForm, directive }
export const handlers = { guarded: guardedHandler, byTable, noPage, serverOnly }

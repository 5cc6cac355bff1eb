/**
 * Reduces a server action call to the text fields of one form, and rebuilds it for Next.js.
 * React's decoder turns its input into objects, promises and calls of other actions, and answers
 * 500 if it cannot; a form needs none of that.
 */
import { parseJson } from '@/lib/base/json'

/** Next.js identifies an action by a hash. */
const ACTION_ID = /^[0-9a-f]{42}$/
/** React's reference to a form argument, with the prefix of its fields. */
const FORM_ARGUMENT = /^\$K([0-9a-f]+)$/
/** The action's previous state comes before the form. */
const MAX_ARGUMENTS = 2
/** Without JavaScript, fields with this prefix name the action. */
const PREFIX = '$ACTION_'
const ACTION_FIELD = /^\$ACTION_(ID|REF)_(.*)$/s
/** Characters that busboy, which reads the form after us, rejects in the name of a field. */
const CONTROLS = /[\0-\x1f\x7f]/
/** The previous state, which none of our actions reads. */
const NO_STATE = '$undefined'

export interface ActionCall {
  id: string
  /** As Next.js receives it. */
  body: FormData
  /** What the user filled in, by field. */
  fields: [string, string][]
}

/**
 * The call in the body; null if it does not call an action with a form.
 *
 * @param actionId the header in which a script names the action; without JavaScript, fields do
 */
export function callWithForm(sent: FormData, actionId: string | null): ActionCall | null {
  if (actionId === null) return byFields(sent)
  return ACTION_ID.test(actionId) ? byScript(sent, actionId) : null
}

/** As React's `encodeReply` writes it: the arguments in field 0, the form in other fields. */
function byScript(sent: FormData, id: string): ActionCall | null {
  const args = jsonIn(sent, '0')
  if (!Array.isArray(args) || args.length > MAX_ARGUMENTS) return null
  const last: unknown = args.at(-1)
  const [, key] = (typeof last === 'string' && FORM_ARGUMENT.exec(last)) || []
  if (key === undefined) return null
  const prefix = `_${key}_`
  const fields = fieldsIn(
    textsOf(sent)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  )
  const body = new FormData()
  for (const [name, value] of fields) body.append(`_1_${name}`, value)
  // Last, as in React: the decoder needs the fields first.
  body.append('0', JSON.stringify([NO_STATE, '$K1']))
  return { id, body, fields }
}

/** As a page without JavaScript sends it: hidden fields name the action. */
function byFields(sent: FormData): ActionCall | null {
  const [actionField, another] = [...sent.keys()].filter((name) => ACTION_FIELD.test(name))
  const [, kind, name = ''] = ACTION_FIELD.exec(actionField ?? '') ?? []
  const id = kind === 'REF' ? idIn(jsonIn(sent, `${PREFIX}${name}:0`)) : name
  if (another !== undefined || id === null || !ACTION_ID.test(id)) return null
  const body = new FormData()
  if (kind === 'ID') {
    body.append(`${PREFIX}ID_${id}`, '')
  } else {
    body.append(`${PREFIX}REF_1`, '')
    body.append(`${PREFIX}1:0`, JSON.stringify({ id, bound: '$@1' }))
    body.append(`${PREFIX}1:1`, JSON.stringify([NO_STATE]))
    // Identifies the form on the page, so that the answer appears there.
    const key = sent.get(`${PREFIX}KEY`)
    if (typeof key === 'string') body.append(`${PREFIX}KEY`, key)
  }
  const fields = fieldsIn(textsOf(sent))
  for (const [field, value] of fields) body.append(field, value)
  return { id, body, fields }
}

/** The fields that the user's form contains. */
function fieldsIn(texts: [string, string][]): [string, string][] {
  return texts.filter(([name]) => name !== '' && !name.startsWith(PREFIX) && !CONTROLS.test(name))
}

/** Leaves files out: none of our forms asks for one. */
function textsOf(sent: FormData): [string, string][] {
  return [...sent].filter((field): field is [string, string] => typeof field[1] === 'string')
}

/** The JSON in the only field of this name. */
function jsonIn(sent: FormData, name: string): unknown {
  const [value, another] = sent.getAll(name)
  return typeof value === 'string' && another === undefined ? parseJson(value) : undefined
}

function idIn(reference: unknown): string | null {
  if (typeof reference !== 'object' || reference === null || !('id' in reference)) return null
  return typeof reference.id === 'string' ? reference.id : null
}

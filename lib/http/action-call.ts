/**
 * What of a call of a server action reaches Next.js: the texts of one form, in words of our own.
 * React's decoder makes objects, promises and calls of other actions from what it reads, and ends
 * in 500 where it cannot; a form needs none of that.
 */

/** Next.js names an action by a hash. */
const ACTION_ID = /^[0-9a-f]{42}$/
/** React's sign for an argument that is a form, with the prefix of its fields. */
const FORM_ARGUMENT = /^\$K([0-9a-f]+)$/
/** Before the form stands what the action answered last time. */
const MOST_ARGUMENTS = 2
/** What a form without JavaScript says of its action stands in fields that begin so. */
const MARK = '$ACTION_'
const MARK_OF_ACTION = /^\$ACTION_(ID|REF)_(.*)$/s
/** What busboy, which reads a form after us, takes in no name of a field. */
const CONTROLS = /[\0-\x1f\x7f]/
/** The last answer, which no action of ours looks at. */
const NO_STATE = '$undefined'

export interface ActionCall {
  id: string
  /** As Next.js shall see it. */
  body: FormData
  /** What a person filled in, by field. */
  fields: [string, string][]
}

/**
 * The call that the body holds; null where it calls no action with a form.
 *
 * @param actionId the header by which a script names the action; without JavaScript fields do
 */
export function callWithForm(sent: FormData, actionId: string | null): ActionCall | null {
  if (actionId === null) return byFields(sent)
  return ACTION_ID.test(actionId) ? byScript(sent, actionId) : null
}

/** As React's `encodeReply` writes it: the arguments in field 0, their form in others. */
function byScript(sent: FormData, id: string): ActionCall | null {
  const args = jsonIn(sent, '0')
  if (!Array.isArray(args) || args.length > MOST_ARGUMENTS) return null
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
  // Last, as React does: by then the fields must be there.
  body.append('0', JSON.stringify([NO_STATE, '$K1']))
  return { id, body, fields }
}

/** As a page without JavaScript sends it: hidden fields name the action. */
function byFields(sent: FormData): ActionCall | null {
  const [mark, another] = [...sent.keys()].filter((name) => MARK_OF_ACTION.test(name))
  const [, kind, name = ''] = MARK_OF_ACTION.exec(mark ?? '') ?? []
  const id = kind === 'REF' ? idIn(jsonIn(sent, `${MARK}${name}:0`)) : name
  if (another !== undefined || id === null || !ACTION_ID.test(id)) return null
  const body = new FormData()
  if (kind === 'ID') {
    body.append(`${MARK}ID_${id}`, '')
  } else {
    body.append(`${MARK}REF_1`, '')
    body.append(`${MARK}1:0`, JSON.stringify({ id, bound: '$@1' }))
    body.append(`${MARK}1:1`, JSON.stringify([NO_STATE]))
    // Which form of the page it was, to show the answer there.
    const key = sent.get(`${MARK}KEY`)
    if (typeof key === 'string') body.append(`${MARK}KEY`, key)
  }
  const fields = fieldsIn(textsOf(sent))
  for (const [field, value] of fields) body.append(field, value)
  return { id, body, fields }
}

/** The fields of a person's form among these. */
function fieldsIn(texts: [string, string][]): [string, string][] {
  return texts.filter(([name]) => name !== '' && !name.startsWith(MARK) && !CONTROLS.test(name))
}

/** A file is left out: no form of ours asks for one. */
function textsOf(sent: FormData): [string, string][] {
  return [...sent].filter((field): field is [string, string] => typeof field[1] === 'string')
}

/** The JSON in the one field of this name. */
function jsonIn(sent: FormData, name: string): unknown {
  const [value, another] = sent.getAll(name)
  if (typeof value !== 'string' || another !== undefined) return null
  try {
    return JSON.parse(value)
  } catch {
    return null
  }
}

function idIn(reference: unknown): string | null {
  if (typeof reference !== 'object' || reference === null || !('id' in reference)) return null
  return typeof reference.id === 'string' ? reference.id : null
}

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

/**
 * `sent` as Next.js shall see it; null for what is no call with a form.
 *
 * @param actionId the header by which a script names the action; without JavaScript fields do
 */
export function callWithForm(sent: FormData, actionId: string | null): FormData | null {
  return actionId === null ? byFields(sent) : ACTION_ID.test(actionId) ? byScript(sent) : null
}

/** As React's `encodeReply` writes it: the arguments in field 0, their form in others. */
function byScript(sent: FormData): FormData | null {
  const args = jsonIn(sent, '0')
  if (!Array.isArray(args) || args.length > MOST_ARGUMENTS) return null
  const last: unknown = args.at(-1)
  const [, key] = (typeof last === 'string' && FORM_ARGUMENT.exec(last)) || []
  if (key === undefined) return null
  const call = new FormData()
  const prefix = `_${key}_`
  for (const [name, value] of textsOf(sent)) {
    if (name.startsWith(prefix)) appendField(call, '_1_', name.slice(prefix.length), value)
  }
  // Last, as React does: by then the fields must be there.
  call.append('0', JSON.stringify([NO_STATE, '$K1']))
  return call
}

/** As a page without JavaScript sends it: hidden fields name the action. */
function byFields(sent: FormData): FormData | null {
  const [mark, another] = [...sent.keys()].filter((name) => MARK_OF_ACTION.test(name))
  const [, kind, name = ''] = MARK_OF_ACTION.exec(mark ?? '') ?? []
  const id = kind === 'REF' ? idIn(jsonIn(sent, `${MARK}${name}:0`)) : name
  if (another !== undefined || id === null || !ACTION_ID.test(id)) return null
  const call = new FormData()
  if (kind === 'ID') {
    call.append(`${MARK}ID_${id}`, '')
  } else {
    call.append(`${MARK}REF_1`, '')
    call.append(`${MARK}1:0`, JSON.stringify({ id, bound: '$@1' }))
    call.append(`${MARK}1:1`, JSON.stringify([NO_STATE]))
    // Which form of the page it was, to show the answer there.
    const key = sent.get(`${MARK}KEY`)
    if (typeof key === 'string') call.append(`${MARK}KEY`, key)
  }
  for (const [field, value] of textsOf(sent)) appendField(call, '', field, value)
  return call
}

/** A field of a person's form. A file is left out: no form of ours asks for one. */
function appendField(call: FormData, prefix: string, name: string, value: string): void {
  if (name === '' || name.startsWith(MARK) || CONTROLS.test(name)) return
  call.append(prefix + name, value)
}

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

/** Calls of server actions that our pages never make. */
import { callWithForm } from '@/lib/http/action-call'
import { fromPageOn, multipart, type Ask } from './http'

const TEXT = { 'content-type': 'text/plain;charset=UTF-8' }

/** Arguments of wrong types, too few and too many, and special markers of React's decoder. */
const ARGUMENTS = [
  ...['', '[]', 'null', '5', '"x"', '{}', '{"length":3}', '[1]', '[null,null]', '[{},{}]'],
  ...['[{},"form"]', '[1,2,3,4,5,6,7]', '["$undefined"]', '{"a":', '\0\u0001', '[{"get":"x"}]'],
  ...[
    '$F1',
    '$h1',
    '$K1',
    '$@0',
    '$@1',
    '$Q1',
    '$W1',
    '$B1',
    '$A1',
    '$x1',
    '$R1',
    '$nabc',
    '$T',
  ].map((sign) => JSON.stringify(['$undefined', sign])),
  ...['["$1:__proto__:x"]', '["$1:constructor:constructor"]', '[{"then":"$0"},{}]'],
  ...['['.repeat(5000), `${'['.repeat(9000)}${']'.repeat(9000)}`],
  JSON.stringify(Array(9999).fill(1)),
]

type Fields = Record<string, string>

const FIELDS: readonly Fields[] = [
  { 1: 'x' },
  { 0: '["$undefined","$F1"]', 1: '{"id":"x","bound":null}' },
  { 0: '["$undefined","$Q1"]', 1: '[["get","x"]]' },
  { 0: '["evil","$K1"]', _1_email: 'x' },
  { _1___proto__: 'x', _1_constructor: 'y', 0: '["$undefined","$K1"]' },
  { '_1_a\u0000b': 'x', '': 'y', 0: '["$undefined","$K1"]' },
  Object.fromEntries([
    ...Array.from({ length: 700 }, (_, i) => [`_1_${i}`, '']),
    ['0', '["$undefined","$K1"]'],
  ]) as Fields,
]

const ALMOST_A_FORM = ['', 'x', '------gatehouse-test', '------gatehouse-test--\r\n']

/** All garbage requests for the action of this id, as if from a page on `origin`. */
export function garbageFor(id: string, origin: string): Ask[] {
  const headers = { ...fromPageOn(origin), 'next-action': id }
  const asForm = (ask: Ask): Ask => ({ ...ask, headers: { ...headers, ...ask.headers } })
  const form = multipart({})
  const file = String(multipart({ _1_email: 'x', 0: '["$undefined","$K1"]' }).body).replace(
    'name="_1_email"',
    'name="_1_email"; filename="a.bin"',
  )
  return [
    ...ARGUMENTS.map((body) => ({ method: 'POST', headers: { ...headers, ...TEXT }, body })),
    ...ARGUMENTS.map((body) => asForm(multipart({ _1_email: 'x', 0: body }))),
    ...FIELDS.map((fields) => asForm(multipart(fields))),
    ...ALMOST_A_FORM.map((body) => asForm({ ...form, body })),
    asForm({ ...form, body: file }),
    ...withoutScript(id).map((ask) => ({
      ...ask,
      headers: { ...fromPageOn(origin), ...ask.headers },
    })),
  ]
}

/**
 * One of each set of requests that are the same once the server has reduced them to a form, and none
 * that it refuses there: Next.js and the action see no more of a request.
 */
export async function distinctOf(asks: readonly Ask[]): Promise<Ask[]> {
  const distinct = new Map<string, Ask>()
  for (const ask of asks) {
    const reduced = await reducedForm(ask)
    if (reduced !== null && !distinct.has(reduced)) distinct.set(reduced, ask)
  }
  return [...distinct.values()]
}

async function reducedForm({ body = '', headers = {} }: Ask): Promise<string | null> {
  const answer = new Response(String(body), {
    headers: { 'content-type': headers['content-type'] ?? '' },
  })
  const sent = await answer.formData().catch(() => null)
  const call = sent && callWithForm(sent, headers['next-action'] ?? null)
  return call && JSON.stringify([...call.body])
}

/** The same as forms without JavaScript, whose fields name the action. */
function withoutScript(id: string): Ask[] {
  const reference = { $ACTION_REF_1: '', '$ACTION_1:0': JSON.stringify({ id, bound: '$@1' }) }
  const forms: Fields[] = [
    { [`$ACTION_ID_${id}`]: '' },
    { $ACTION_REF_1: '' },
    { $ACTION_REF_1: '', '$ACTION_1:0': '{' },
    { ...reference, '$ACTION_1:0': JSON.stringify({ id, bound: null }) },
    reference,
    ...ARGUMENTS.slice(0, 6).map((args) => ({ ...reference, '$ACTION_1:1': args })),
    { [`$ACTION_ID_${id}`]: '', ...reference },
  ]
  return forms.map((fields) => multipart(fields))
}

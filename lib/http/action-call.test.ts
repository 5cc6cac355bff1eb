import { describe, expect, test } from 'vitest'
import { callWithForm, type ActionCall } from './action-call'

const ID = `40${'a'.repeat(40)}`

function form(...fields: [name: string, value: string | Blob][]): FormData {
  const made = new FormData()
  for (const [name, value] of fields) made.append(name, value)
  return made
}

const fieldsOf = (call: ActionCall | null) => call && [...call.body]

describe('an action called by a script', () => {
  const byScript = (...fields: [string, string | Blob][]) =>
    fieldsOf(callWithForm(form(...fields), ID))

  test('gets the texts of its form, and no state that the browser claims', () => {
    const args = JSON.stringify([{ status: 'done', values: { then: '$F2' } }, '$K1'])
    expect(byScript(['_1_email', 'ada@example.com'], ['_1_email', 'b'], ['0', args])).toEqual([
      ['_1_email', 'ada@example.com'],
      ['_1_email', 'b'],
      ['0', '["$undefined","$K1"]'],
    ])
    expect(byScript(['_a_note', 'x'], ['0', '["$Ka"]'])).toEqual([
      ['_1_note', 'x'],
      ['0', '["$undefined","$K1"]'],
    ])
  })

  test('gets no files, no fields of other arguments and no marks of React', () => {
    const file = new Blob(['x'])
    const others: [string, string | Blob][] = [
      ['_1_photo', file],
      ['2', '{"id":"x"}'],
      ['_1_$ACTION_REF_1', ''],
      ['_1_a\0b', 'x'],
      ['', 'x'],
    ]
    expect(byScript(...others, ['0', '[null,"$K1"]'])).toEqual([['0', '["$undefined","$K1"]']])
  })

  test.each([
    ['nothing', []],
    ['no arguments', [['0', '[]']]],
    ['no form', [['0', '[{}]']]],
    ['a reference in place of the form', [['0', '["$undefined","$F1"]']]],
    ['a form that is not the last', [['0', '["$K1",{}]']]],
    ['too many arguments', [['0', '[1,2,"$K1"]']]],
    ['an object in place of the arguments', [['0', '{"length":1,"0":"$K1"}']]],
    ['broken JSON', [['0', '["$K1"']]],
    ['a file in place of the arguments', [['0', new Blob(['["$K1"]'])]]],
    [
      'arguments given twice',
      [
        ['0', '["$K1"]'],
        ['0', '["$K1"]'],
      ],
    ],
  ] as [string, [string, string | Blob][]][])('is refused when it has %s', (_name, fields) => {
    expect(byScript(...fields)).toBeNull()
  })

  test.each(['', 'x', '__proto__', `${ID}a`, ID.toUpperCase(), `${ID}\n`])(
    'is refused with the invalid id %j',
    (id) => {
      expect(callWithForm(form(['0', '["$K1"]']), id)).toBeNull()
    },
  )
})

describe('an action called without JavaScript', () => {
  const byFields = (...fields: [string, string | Blob][]) =>
    fieldsOf(callWithForm(form(...fields), null))
  const reference = (id: unknown): [string, string] => [
    '$ACTION_4:0',
    JSON.stringify({ id, bound: '$F9' }),
  ]

  test('can be named by its id', () => {
    expect(byFields([`$ACTION_ID_${ID}`, 'x'], ['user', 'usr_1'])).toEqual([
      [`$ACTION_ID_${ID}`, ''],
      ['user', 'usr_1'],
    ])
  })

  test('can be named by a reference, of which the id and the place of the form are kept', () => {
    const sent = byFields(
      ['$ACTION_REF_4', ''],
      reference(ID),
      ['$ACTION_4:1', '["$@7"]'],
      ['$ACTION_KEY', 'k1'],
      ['email', 'ada@example.com'],
      ['photo', new Blob(['x'])],
    )
    expect(sent).toEqual([
      ['$ACTION_REF_1', ''],
      ['$ACTION_1:0', `{"id":"${ID}","bound":"$@1"}`],
      ['$ACTION_1:1', '["$undefined"]'],
      ['$ACTION_KEY', 'k1'],
      ['email', 'ada@example.com'],
    ])
  })

  test.each([
    ['a form that names no action', [['email', 'x']]],
    ['an invalid id', [['$ACTION_ID___proto__', '']]],
    ['a reference to nothing', [['$ACTION_REF_4', '']]],
    ['a reference without an id', [['$ACTION_REF_4', ''], reference({})]],
    [
      'a reference that is null',
      [
        ['$ACTION_REF_4', ''],
        ['$ACTION_4:0', 'null'],
      ],
    ],
    ['a reference to no action', [['$ACTION_REF_4', ''], reference('constructor')]],
    ['two actions at once', [[`$ACTION_ID_${ID}`, ''], ['$ACTION_REF_4', ''], reference(ID)]],
  ] as [string, [string, string | Blob][]][])('is refused when it has %s', (_name, fields) => {
    expect(byFields(...fields)).toBeNull()
  })
})

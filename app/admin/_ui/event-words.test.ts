import { expect, test } from 'vitest'
import { wordsIn } from '@/lib/words/catalogues'
import { EVENT_GROUPS, eventName, eventNames, eventTone } from './event-words'

const english = wordsIn('en').events
const german = wordsIn('de').events

test('the events of a filter are named as their group, or each by its name', () => {
  expect(eventNames(EVENT_GROUPS.keys.join(), english, 'en')).toBe('Everything about keys')
  expect(eventNames(EVENT_GROUPS.keys.join(), german, 'de')).toBe('Alles zu Schlüsseln')
  expect(eventNames('key_burned', english, 'en')).toBe('Key burned')
  const three = 'key_burned,user_created,sys_startup'
  expect(eventNames(three, english, 'en')).toBe('Key burned, Account created or Server started')
  expect(eventNames(three, german, 'de')).toBe(
    'Schlüssel gesperrt, Konto erstellt oder Server gestartet',
  )
})

test('an event of another version keeps its code and stands out no more than others', () => {
  for (const type of ['door_opened', 'constructor']) {
    expect(eventName(type, english)).toBe(type)
    expect(eventTone(type)).toBe('plain')
  }
  expect(eventTone('key_burned')).toBe('bad')
})

/** Estimates how soon a password is guessed, off the event loop: that takes up to half a second. */
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common'
import { dictionary as english } from '@zxcvbn-ts/language-en'

/** The time of an estimate grows faster than the text; a longer one is as strong as its beginning. */
const MOST_LETTERS = 48

/** What zxcvbn calls "safely unguessable": moderate protection even where a hash was stolen. */
const LEAST_GUESSES = 1e8
/** Lower where letters were replaced, for that makes a pattern of a random password now and then. */
const LEAST_GUESSES_REPLACED = 1e6

/** Passphrases of many words that everyone has read; estimated word by word they would be strong. */
const FAMOUS_PHRASES = [
  'correcthorsebatterystaple',
  'correcthorsebattery',
  'horsebatterystaple',
  'thequickbrownfoxjumpsoverthelazydog',
  'thequickbrownfox',
  'tobeornottobe',
  'thatisthequestion',
  'maytheforcebewithyou',
  'loremipsumdolorsitamet',
]

const estimator = new ZxcvbnFactory({
  graphs: adjacencyGraphs,
  dictionary: { ...common, ...english },
})

/** In letters. Shorter ones stand in many a word that has nothing to do with the person. */
const SHORTEST_OWN_WORD = 3

/**
 * What makes `password` easy to guess, or null. It is read in several ways, and the weakest counts.
 *
 * @param {{ password: string, context: string[] }} task `context`: names and addresses that
 *   everyone connects with this person or site.
 * @returns {import('./policy').PasswordWeakness | null}
 */
export function judge({ password, context }) {
  const ownWords = wordsOf(context)
  const typed = [...password].slice(0, MOST_LETTERS).join('')
  const bare = withoutSeparators(fold(typed)) || typed
  const readings = [
    { text: typed },
    { text: bare },
    { text: without(bare, ownWords), weakness: 'personal' },
    { text: without(bare, FAMOUS_PHRASES), weakness: 'common' },
    { text: withoutDoubles(bare), least: LEAST_GUESSES_REPLACED, weakness: 'repetitive' },
    { text: unshifted(bare), least: LEAST_GUESSES_REPLACED, weakness: 'sequential' },
  ]
  const read = new Set()
  for (const { text, least = LEAST_GUESSES, weakness } of readings) {
    if (read.has(text)) continue
    read.add(text)
    const { guesses, sequence } = estimator.check(text, ownWords)
    if (guesses < least) return weakness ?? weaknessOf(sequence)
  }
  return null
}

/** Each text in one word and its parts, the longest first, so that none is cut up by a shorter one. */
function wordsOf(texts) {
  const words = texts.flatMap((text) => {
    const parts = fold(text).split(/[^\p{L}\p{N}]+/u)
    return [...parts, parts.join('')]
  })
  return [...new Set(words)]
    .filter((word) => [...word].length >= SHORTEST_OWN_WORD)
    .sort((one, other) => other.length - one.length)
}

/** Without case and accents. */
function fold(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

function withoutSeparators(text) {
  return text.replace(/[\s._,-]+/g, '')
}

/** `words` come longest first. */
function without(text, words) {
  return words.reduce((rest, word) => rest.replaceAll(word, ''), text)
}

/** `aabbccdd` read as `abcd`. */
function withoutDoubles(text) {
  return text.replace(/(.)\1+/gu, '$1')
}

const SHIFTED_DIGITS = '!@#$%^&*()'

/** `!qaz` read as `1qaz`: a walk over the keyboard with the shift key held now and then. */
function unshifted(text) {
  return text.replace(/[!@#$%^&*()]/g, (sign) => '1234567890'.charAt(SHIFTED_DIGITS.indexOf(sign)))
}

/** Named after the longest of the parts that were recognised. */
function weaknessOf(sequence) {
  if (sequence.some(({ dictionaryName }) => dictionaryName === 'userInputs')) return 'personal'
  const [longest] = sequence
    .filter(({ pattern }) => pattern !== 'bruteforce' && pattern !== 'separator')
    .sort((one, other) => other.token.length - one.token.length)
  if (longest?.dictionaryName?.startsWith('passwords')) return 'common'
  if (longest?.pattern === 'repeat') return 'repetitive'
  return /^(spatial|sequence|wordSequence)$/.test(longest?.pattern) ? 'sequential' : 'simple'
}

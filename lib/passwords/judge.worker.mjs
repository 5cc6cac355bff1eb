/** Estimates how easily a password is guessed, off the event loop: it takes up to half a second. */
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common'
import { dictionary as english } from '@zxcvbn-ts/language-en'
import './priority.mjs'

/** Only the beginning is judged: the time of an estimate grows faster than the text. */
const MAX_LETTERS = 48

/** What zxcvbn calls "safely unguessable": moderate protection even when a hash was stolen. */
const MIN_GUESSES = 1e8
/** Lower when letters were replaced, since that can turn a random password into a pattern. */
const MIN_GUESSES_REPLACED = 1e6

/** Well-known phrases, which would look strong if estimated word by word. */
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

/** In letters. Shorter names occur in many unrelated words. */
const MIN_OWN_WORD_LENGTH = 3

/**
 * What makes `password` easy to guess, or null, and how strong it is. It is read in several ways, and
 * the weakest counts.
 *
 * @param {{ password: string, context: string[] }} task `context`: names and email addresses of
 *   the user and names of this site.
 * @returns {import('./policy').JudgedPassword}
 */
export function judge({ password, context }) {
  const ownWords = wordsOf(context)
  const typed = [...password].slice(0, MAX_LETTERS).join('')
  const bare = withoutSeparators(fold(typed)) || typed
  const readings = [
    { text: typed },
    { text: bare },
    { text: without(bare, ownWords), weakness: 'personal' },
    { text: without(bare, FAMOUS_PHRASES), weakness: 'common' },
    { text: withoutDoubles(bare), minGuesses: MIN_GUESSES_REPLACED, weakness: 'repetitive' },
    { text: unshifted(bare), minGuesses: MIN_GUESSES_REPLACED, weakness: 'sequential' },
  ]
  const read = new Set()
  let strength = 4
  for (const { text, minGuesses = MIN_GUESSES, weakness } of readings) {
    if (read.has(text)) continue
    read.add(text)
    const { guesses, score, sequence } = estimator.check(text, ownWords)
    // A replaced letter can turn a random password into a pattern, which says little.
    if (minGuesses === MIN_GUESSES) strength = Math.min(strength, score)
    if (guesses < minGuesses) return { weakness: weakness ?? weaknessOf(sequence), strength }
  }
  return { weakness: null, strength }
}

/** Each text as one word and in parts, longest first, so that no shorter word cuts up a longer. */
function wordsOf(texts) {
  const words = texts.flatMap((text) => {
    const parts = fold(text).split(/[^\p{L}\p{N}]+/u)
    return [...parts, parts.join('')]
  })
  return [...new Set(words)]
    .filter((word) => [...word].length >= MIN_OWN_WORD_LENGTH)
    .sort((one, other) => other.length - one.length)
}

/** Without case and accents. */
function fold(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

function withoutSeparators(text) {
  return text.replace(/[\s._,-]+/g, '')
}

/** `words` must be sorted longest first. */
function without(text, words) {
  return words.reduce((rest, word) => rest.replaceAll(word, ''), text)
}

/** `aabbccdd` read as `abcd`. */
function withoutDoubles(text) {
  return text.replace(/(.)\1+/gu, '$1')
}

const SHIFTED_DIGITS = '!@#$%^&*()'

/** `!qaz` read as `1qaz`: a keyboard walk with the shift key held at times. */
function unshifted(text) {
  return text.replace(/[!@#$%^&*()]/g, (sign) => '1234567890'.charAt(SHIFTED_DIGITS.indexOf(sign)))
}

/** The weakness of the longest recognised part. */
function weaknessOf(sequence) {
  if (sequence.some(({ dictionaryName }) => dictionaryName === 'userInputs')) return 'personal'
  const [longest] = sequence
    .filter(({ pattern }) => pattern !== 'bruteforce' && pattern !== 'separator')
    .sort((one, other) => other.token.length - one.token.length)
  if (longest?.dictionaryName?.startsWith('passwords')) return 'common'
  if (longest?.pattern === 'repeat') return 'repetitive'
  return /^(spatial|sequence|wordSequence)$/.test(longest?.pattern) ? 'sequential' : 'simple'
}

import { dictionary } from '@zxcvbn-ts/language-common'
import { createHash } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { restartWith, useSettings } from '@/tests/support/database'
import { judgePassword } from './strength'
import { HashingBusy } from './worker-pool'

useSettings()

/** Each fifth word, since an estimate is slow; `npm run test:long -- passwords` judges all. */
const STEP = process.env.EVERYTHING ? 1 : 5

// Many estimates, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 120_000 })

const ADA = { email: 'countess.of-numbers@poetry.example', name: 'Ada  Lovelace' }

const judged = async (password: string, owner = ADA) =>
  (await judgePassword(password, owner)).refusal

describe('judgePassword', () => {
  test('says how strong a password is', async () => {
    const strengths: number[] = []
    for (const password of ['password1234', 'zebra kettle 47', 'umbrella-gravel-tornado-fennel']) {
      strengths.push((await judgePassword(password, ADA)).strength)
    }
    expect(strengths).toEqual([expect.toSatisfy((weak: number) => weak < 3), 3, 4])
  })

  test('accepts random passwords of 12 characters', async () => {
    const refused: string[] = []
    for (const password of randomPasswords(100 / STEP)) {
      if (await judged(password)) refused.push(password)
    }
    expect(refused).toEqual([])
  })

  test('accepts phrases in any script, and symbols', async () => {
    for (const phrase of [
      'a fine long passphrase',
      'eleven lanterns over quiet harbour',
      'молчаливый фонарь у реки',
      'كلمة السر الطويلة جدا',
      '静かな港に十一の灯りがともる夜',
      '🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧',
      `'"<>;-- OR 1=1; DROP`,
      'abc\0x8!kQz0pLw3v',
    ]) {
      expect(await judged(phrase), phrase).toBeNull()
    }
  })

  test('refuses every long password of the common list, in upper and lower case', async () => {
    const long = dictionary['passwords-common'].map(String).filter((word) => word.length >= 12)
    expect(long.length).toBeGreaterThan(300)
    const spellings = [
      (word: string) => word,
      (word: string) => word.toUpperCase(),
      (word: string) => word.charAt(0).toUpperCase() + word.slice(1),
    ]
    const taken: string[] = []
    for (const [index, word] of long.entries()) {
      if (index % STEP !== 0) continue
      const spelt = spellings[index % 3]?.(word) ?? word
      if (!(await judged(spelt))) taken.push(spelt)
    }
    expect(taken).toEqual([])
  })

  test.each([
    ['password-common', ['Password1234', 'P@ssw0rd1234', 'letmein iloveyou', 'Welcome12345']],
    [
      'password-common',
      [
        'correct horse battery staple',
        'Correct-Horse-Battery-Staple',
        'correcthorsebatterystaple1',
      ],
    ],
    [
      'password-common',
      ['p a s s w o r d 1 2 3', 'My correct horse battery staple 7', '1qaz@WSX3edc'],
    ],
    [
      'password-repetitive',
      ['aaaaaaaaaaaa', 'abcabcabcabcabc', '                ', '🦊'.repeat(12)],
    ],
    ['password-repetitive', ['aabbccddeeff', 'xyxyxyxyxyxyxyxy', 'a'.repeat(1024)]],
    ['password-sequential', ['abcdefghijkl', 'zyxwvutsrqpo', 'monday tuesday wednesday']],
    ['password-sequential', ['qwertzuiopü+', `asdfghjkl;'#`, 'a b c d e f g h i j k l']],
    ['password-sequential', ['!QAZ2wsx#EDC4rfv']],
    ['password-simple', ['january2024!', 'hello January']],
  ])('refuses as %s: %j', async (reason, passwords) => {
    for (const password of passwords) expect(await judged(password), password).toBe(reason)
  })

  test.each([
    ['the name of the user', 'AdaLovelace12'],
    ['a part of the name', 'l0velace 2026!'],
    ['the local part of the email address', 'countess of numbers 1'],
    ['words of the local part', 'Numbers-Countess-99'],
    ['the domain of the email address', 'poetry.example.2026'],
    ['the name of the app', 'GATEHOUSE2026!'],
    ['the host of this site', 'accounts.harbour'],
  ])('refuses little more than %s: %s', async (_what, password) => {
    await restartWith({ APP_ORIGIN: 'https://accounts.harbour.example' })
    expect(await judged(password)).toBe('password-personal')
  })

  test('accepts the name of the user or app in a password that is strong without it', async () => {
    expect(await judged('ada x8!kQz0pLw gatehouse')).toBeNull()
    expect(await judged('Lovelace counts eleven quiet lanterns')).toBeNull()
  })

  test('ignores accents and case in the name', async () => {
    const owner = { email: 'x@y.example', name: 'Zoë Ångström' }
    expect(await judged('ZOE ANGSTROM 1', owner)).toBe('password-personal')
    expect(await judged('zoë ångström 1'.normalize('NFD'), owner)).toBe('password-personal')
    const plain = { ...owner, name: 'Zoe Angstrom' }
    expect(await judged('Zoë Ångström 1', plain)).toBe('password-personal')
  })

  test('refuses at once when the queue is full', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, () =>
        judged('aaaaaaaaaaaa').catch((error: unknown) => {
          if (!(error instanceof HashingBusy)) throw error
          return 'busy'
        }),
      ),
    )
    expect(answers.filter((answer) => answer === 'busy').length).toBeGreaterThanOrEqual(20)
    expect(answers).toContain('password-repetitive')
  })

  test('judges only the beginning of a long password, to limit the cost', async () => {
    const strong = 'x8!kQz0pLw3v'
    expect(await judged('a'.repeat(48) + strong)).toBe('password-repetitive')
    expect(await judged('a'.repeat(47) + strong.repeat(2))).toBe('password-repetitive')

    const slow = '4@5$3!1|0('.repeat(102)
    const short = await cpuOf(() => judged(slow.slice(0, 48)))
    // Reading it to the end would take more than twenty times as long.
    expect(await cpuOf(() => judged(slow))).toBeLessThan(short * 5)
  })
})

/** Microseconds on all threads of this process. */
async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  return process.cpuUsage(before).user
}

/** Passwords that look random, and are the same on every run. */
function randomPasswords(count: number): string[] {
  return Array.from({ length: count }, (_, i) =>
    createHash('sha256').update(`password ${i}`).digest('base64').slice(0, 12),
  )
}

import { describe, expect, test } from 'vitest'
import { signingKey } from '@/lib/keys/signing-keys'
import { commandsHere } from '@/tests/support/command-line'
import { restartWith, useFreshDatabase } from '@/tests/support/database'
import { changeSigningKeys } from '@/tests/support/rows'
import { keyCommands } from './keys'

useFreshDatabase()
const { run, said } = commandsHere(() => [keyCommands()])

describe('gatehouse keys', () => {
  test('list shows, rotate replaces and burn withdraws the signing key', async () => {
    const first = (await signingKey()).id
    expect(await said('keys', 'list')).toMatch(new RegExp(`${first} {2}ES256 {2}active`))
    // The database of all tests may have been made some minutes ago.
    await changeSigningKeys({ createdAt: new Date() })
    const early = await run('keys', 'rotate')
    expect(early).toEqual({ refused: expect.stringContaining('wait until 20') as string })
    await changeSigningKeys({ createdAt: new Date(0) })
    const rotated = await said('keys', 'rotate', '--json')
    const { active } = JSON.parse(rotated) as { active: string }
    expect(active).toBe((await signingKey()).id)
    expect(active).not.toBe(first)
    expect(await run('keys', 'burn', active)).toEqual({
      misused: "error: required option '--yes' not specified",
    })
    expect((await signingKey()).id).toBe(active)
    const next = await said('keys', 'burn', active, '--yes')
    expect(next).toBe(`${active} is burned.\n${(await signingKey()).id} signs.`)
    expect(await run('keys', 'burn', active, '--yes')).toEqual({
      refused: 'That key is burned already.',
    })
    for (const kid of ['x', '-6aaEc5pmBhIPbDBQSNCMOOyw_ZK26NRy6ZFzk1iVuY']) {
      const refused = `There is no key ${kid}; see: keys list`
      expect(await run('keys', 'burn', kid, '--yes')).toEqual({ refused })
    }
    expect(await run('keys', 'burn', 'x', '--yes', '--yse')).toHaveProperty('misused')
  })

  test('rotate and burn are refused under HS256, whose key comes from AUTH_SECRET', async () => {
    await restartWith({ TOKEN_ALGORITHM: 'HS256' })
    expect(await said('keys', 'list')).toContain('comes from AUTH_SECRET')
    const refused = 'With HS256 the key comes from AUTH_SECRET: replace that one.'
    expect(await run('keys', 'rotate')).toEqual({ refused })
    expect(await run('keys', 'burn', 'x', '--yes')).toEqual({ refused })
  })

  test('list says until when a retired key verifies, and when the ring rotates next', async () => {
    await changeSigningKeys({ createdAt: new Date(0) })
    const { id } = await signingKey()
    expect(await said('keys', 'rotate')).toMatch(
      new RegExp(`^${(await signingKey()).id} signs from now on; \\S+ is the next\\.$`),
    )
    const lines = (await said('keys', 'list')).split('\n')
    expect(lines.find((line) => line.startsWith(id))).toMatch(
      / {2}retiring {2}made 1970-01-01T\S+ {2}published {2,}good until 20\S+Z$/,
    )
    expect(lines.at(-1)).toMatch(/^Rotates by itself on 20\S+Z\.$/)
  })
})

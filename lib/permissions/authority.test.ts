import { describe, expect, test } from 'vitest'
import { authenticate } from '@/lib/sessions/authenticate'
import { issueTokens } from '@/lib/sessions/issue'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenRole, givenSession, NOW } from '@/tests/support/people'
import { insertRole, removeGrants } from '@/tests/support/rows'
import { decodeJwt } from 'jose'
import { authorityBy } from './authority'
import { assertMay, COMMAND_LINE, NotAllowed, outranks } from './operator'
import { ALL_PERMISSIONS } from './permissions'

useFreshDatabase()

async function askedFor(token: string) {
  const found = await authenticate(token, 'web', at(1))
  return found.ok ? { roles: found.actor.roles, permissions: [...found.actor.permissions] } : null
}

describe('what a user may do', () => {
  test('is nothing without a role', async () => {
    const { tokens } = await givenSession()
    expect(await askedFor(tokens.access)).toEqual({ roles: [], permissions: [] })
    expect(decodeJwt(tokens.access)).toMatchObject({ roles: [], permissions: [] })
  })

  test('is the union of what all roles allow', async () => {
    const { tokens, userId } = await givenSession()
    await insertRole('keeper', ['keys:read', 'users:read'])
    await givenRole(userId, 'keeper')
    await givenRole(userId, 'support')
    const found = await askedFor(tokens.access)
    expect(found?.roles).toEqual(['keeper', 'support'])
    expect(found?.permissions.filter((one) => one === 'users:read')).toHaveLength(1)
    expect(found?.permissions).toContain('keys:read')
    expect(found?.permissions).not.toContain('keys:rotate')
  })

  test('changes at the next request after a role is granted or taken, whatever the token says', async () => {
    const { userId, session } = await givenSession()
    await givenRole(userId, 'administrator')
    const { access } = await issueTokens(session, NOW)
    expect(decodeJwt(access)).toMatchObject({ roles: ['administrator'] })
    expect((await askedFor(access))?.permissions.sort()).toEqual([...ALL_PERMISSIONS].sort())
    await removeGrants(userId)
    expect(await askedFor(access)).toEqual({ roles: [], permissions: [] })
  })

  test('includes no unknown or damaged permission, and reads no built-in role from the database', () => {
    const stored = JSON.stringify(['users:read', 'planes:fly', 7])
    expect([...authorityBy([{ role: 'own', permissions: stored }]).permissions]).toEqual([
      'users:read',
    ])
    expect([...authorityBy([{ role: 'own', permissions: '["users:read"' }]).permissions]).toEqual(
      [],
    )
    const all = JSON.stringify(ALL_PERMISSIONS)
    const planted = authorityBy([{ role: 'auditor', permissions: all }])
    expect(planted.permissions.has('keys:burn')).toBe(false)
  })
})

describe('an actor', () => {
  const support = { ...COMMAND_LINE, ...authorityBy([{ role: 'support', permissions: null }]) }

  test('is refused without the permission', () => {
    expect(() => assertMay(support, 'users:read')).not.toThrow()
    expect(() => assertMay(support, 'keys:burn')).toThrow(NotAllowed)
  })

  test('outranks a user who has no further permission', () => {
    expect(outranks(support, ['users:read', 'sessions:end'])).toBe(true)
    expect(outranks(support, ['users:read', 'keys:burn'])).toBe(false)
    expect(outranks(support, [])).toBe(true)
  })
})

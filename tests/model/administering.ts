/** The steps of administrators. */
import { expect } from 'vitest'
import { judge } from './judging'
import type { Step } from './leaving'
import {
  adminDisables,
  adminEnables,
  adminEndsAll,
  adminEndsOne,
  enter,
  clientOf,
  refresh,
} from './real'

/** Disables and enables a user: no session from before comes back. */
export function shutOut(u: number): Step {
  return async (model, real) => {
    const user = model.users[u]
    const id = real.userIds[u] ?? 'usr_none'
    if (!user) return
    expect(await adminDisables(model, id), 'whether it was done').toBe(true)
    user.disabled = true
    user.version += 1
    for (const browser of model.browsers) {
      const { jar } = browser
      if (!jar || browser.user !== u) continue
      expect(await enter(model, jar, clientOf(browser)), 'I1: a disabled user').toBeNull()
      judge(model, jar, await refresh(model, jar, clientOf(browser)), browser)
    }
    expect(await adminEnables(model, id), 'whether it was done').toBe(true)
    user.disabled = false
  }
}

export function endAllOf(u: number): Step {
  return async (model, real) => {
    const user = model.users[u]
    if (!user) return
    expect(await adminEndsAll(model, real.userIds[u] ?? 'usr_none'), 'whether it was done').toBe(
      true,
    )
    user.version += 1
  }
}

/** Ends any session, whichever user owns it. */
export function endAny(n: number): Step {
  return async (model) => {
    const session = model.sessions[n]
    if (!session) return
    expect(await adminEndsOne(model, session.id), 'what is open is ended').toBe(!session.ended)
    session.ended = true
  }
}

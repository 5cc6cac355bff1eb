/** The steps of administrators and of the process. */
import { expect } from 'vitest'
import { findApp } from '@/db/queries/apps'
import { disableApp, enableApp, removeApp } from '@/lib/apps/disable'
import { rotateAppSecret } from '@/lib/apps/rotate-secret'
import { purgeExpired } from '@/lib/maintenance/purge'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { isWelcome } from '../../support/app-requests'
import { adminDisables, adminEnables, adminEndsAll, adminEndsOne, clock } from '../real'
import { at, codeFor, userOf } from './judging'
import { signIn } from './ending'
import { isLiving, type Model } from './model'
import { endEpoch, restartApps, userIdOf, type Real } from './real'
import type { Step } from './using'

export function shutOut(u: number): Step {
  return async (model, real) => {
    const user = userOf(model, u)
    expect(await adminDisables(model, userIdOf(real, u))).toBe(true)
    Object.assign(user, { disabled: true, version: user.version + 1 })
    for (const browser of model.browsers.filter((one) => one.user === u)) {
      for (const app of model.apps) await codeFor(model, browser, app, false)
    }
    expect(await adminEnables(model, userIdOf(real, u))).toBe(true)
    user.disabled = false
  }
}

export function endAllOf(u: number): Step {
  return async (model, real) => {
    expect(await adminEndsAll(model, userIdOf(real, u))).toBe(true)
    userOf(model, u).version += 1
  }
}

export function endAny(n: number): Step {
  return async (model) => {
    const session = model.sessions[n]
    if (!session || !isLiving(model, session)) return
    expect(await adminEndsOne(model, session.id)).toBe(true)
    session.ended = true
  }
}

/** Disables and enables the application: nothing that it holds opens anything, then or later. */
export function disable(a: number): Step {
  return async (model, real) => {
    const { app } = at(model, 0, a)
    if (app.deleted) return
    const target = { appId: app.id }
    const disabled = await disableApp(COMMAND_LINE, target, undefined, clock(model))
    expect(disabled).toEqual({ ok: true })
    Object.assign(app, { disabled: true, version: app.version + 1 })
    for (const browser of model.browsers) {
      await codeFor(model, browser, app, false)
      const access = browser.held[a]?.access
      if (access) expect(await isWelcome(access.text), 'userinfo').toBe(false)
    }
    expect(await enableApp(COMMAND_LINE, target, undefined, clock(model))).toEqual({ ok: true })
    app.disabled = false
    await comeBack(model, real, a)
  }
}

/** Users log in anew in the sessions they have, some of them. */
async function comeBack(model: Model, real: Real, a: number): Promise<void> {
  const i = model.browsers.findIndex(({ held }) => held[a])
  const offline = model.browsers[i]?.held[a]?.refresh.chain.grant.offline ?? false
  if (i >= 0) await signIn(i, a, offline)(model, real)
}

export function burnSecret(a: number): Step {
  return async (model, real) => {
    const { app } = at(model, 0, a)
    if (app.deleted || app.secret === null) return
    const rotation = { appId: app.id, overlap: 0 }
    const rotated = await rotateAppSecret(COMMAND_LINE, rotation, undefined, clock(model))
    if (!rotated.ok) throw new Error(rotated.reason)
    app.secret = rotated.secret
    app.version += 1
    await comeBack(model, real, a)
  }
}

export function deleteApp(a: number): Step {
  return async (model) => {
    const { app } = at(model, 0, a)
    const row = await findApp(app.id)
    if (!row) return
    const target = { appId: app.id, name: row.name }
    expect(await removeApp(COMMAND_LINE, target, undefined, clock(model))).toEqual({ ok: true })
    app.deleted = true
  }
}

export function restored(): Step {
  return async (model) => {
    await endEpoch(model)
    model.epoch += 1
  }
}

export const purge: Step = (model) => purgeExpired(clock(model))

export const processRestarts: Step = (_, real) => restartApps(real)

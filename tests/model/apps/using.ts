/** The steps of applications and thieves. */
import { expect } from 'vitest'
import { exchange, isActive, isWelcome, refreshGrant, revoke } from '../../support/app-requests'
import { at, codeFor, judgeExchange, judgeRefresh } from './judging'
import { isGrantLiving, isOpen, opens, verdictOn, type Model } from './model'
import { wasGrantEnded, type Real } from './real'

export type Step = (model: Model, real: Real) => Promise<void>

const MOST_LOOT = 3

/** One of the browsers for which an application holds something, and what. */
function heldAt(model: Model, n: number) {
  const all = model.browsers.flatMap(({ held }, i) =>
    held.flatMap((one, a) => (one ? [{ ...at(model, i, a), a, held: one }] : [])),
  )
  return all[n % all.length]
}

/** A code that comes again is a copy: what the first one gave ends. */
export function exchangeAgain(i: number, a: number): Step {
  return async (model) => {
    const { browser, app } = at(model, i, a)
    const code = await codeFor(model, browser, app, false)
    if (code === null) return
    const held = judgeExchange(model, code, await exchange(app, code))
    expect(await exchange(app, code), 'a code twice').toMatchObject({ status: 400 })
    if (held) held.refresh.chain.grant.ended = true
    browser.held[a] = held
  }
}

/** Of two exchanges at once one wins; the other may be taken for a copy. */
export function exchangeAtOnce(i: number, a: number): Step {
  return async (model) => {
    const { browser, app } = at(model, i, a)
    const code = await codeFor(model, browser, app, false)
    if (code === null) return
    const both = await Promise.all([exchange(app, code), exchange(app, code)])
    const won = both.filter(({ status }) => status === 200)
    expect(won, 'exchanges that succeed').toHaveLength(1)
    if (won[0]) browser.held[a] = judgeExchange(model, code, won[0])
    const grant = browser.held[a]?.refresh.chain.grant
    if (grant) grant.ended = await wasGrantEnded(grant.id)
  }
}

export function refreshOf(n: number): Step {
  return async (model) => {
    const found = heldAt(model, n)
    if (!found) return
    const { browser, app, a, held } = found
    const answer = await refreshGrant(app, held.refresh.text)
    browser.held[a] = judgeRefresh(model, held.refresh, answer)
  }
}

export function loseAnswer(n: number): Step {
  return async (model) => {
    const found = heldAt(model, n)
    if (!found) return
    const { app, held } = found
    judgeRefresh(model, held.refresh, await refreshGrant(app, held.refresh.text))
  }
}

export function refreshAtOnce(n: number): Step {
  return async (model) => {
    const found = heldAt(model, n)
    if (!found) return
    const { browser, app, a, held } = found
    const asking = Array.from({ length: 3 }, () => refreshGrant(app, held.refresh.text))
    const after = (await Promise.all(asking)).map((answer) =>
      judgeRefresh(model, held.refresh, answer),
    )
    browser.held[a] = after[0] ?? null
  }
}

export function use(n: number): Step {
  return async (model) => {
    const found = heldAt(model, n)
    if (!found) return
    const {
      app,
      held: { access },
    } = found
    expect(await isWelcome(access.text), 'userinfo').toBe(opens(model, access))
    if (app.secret === null || !isOpen(app)) return
    expect(await isActive(app, access.text), 'introspection').toBe(opens(model, access))
  }
}

export function giveBack(n: number): Step {
  return async (model) => {
    const found = heldAt(model, n)
    if (!found) return
    const { app, held } = found
    const { chain, end, text } = held.refresh
    await revoke(app, text)
    if (isGrantLiving(model, chain.grant) && model.now < end) chain.grant.ended = true
  }
}

export function copy(n: number): Step {
  return async (model) => {
    const found = heldAt(model, n)
    if (!found) return
    const { app, held } = found
    const { text, chain } = held.refresh
    if (app.secret !== null) {
      const stolen = await refreshGrant({ id: app.id, secret: null }, text)
      expect(stolen.status, 'a copy without the secret').toBe(401)
    } else if (model.loot.length < MOST_LOOT) {
      chain.grant.copied = true
      model.loot.push(held.refresh)
    }
  }
}

export function thiefRefreshes(n: number): Step {
  return async (model) => {
    const nth = n % model.loot.length
    const refresh = model.loot[nth]
    if (!refresh) return
    const { app } = refresh.chain.grant
    const held = judgeRefresh(model, refresh, await refreshGrant(app, refresh.text))
    // The thief goes on with the new one, or keeps what there is.
    if (held && verdictOn(model, held.refresh) === 'rotate') model.loot[nth] = held.refresh
  }
}

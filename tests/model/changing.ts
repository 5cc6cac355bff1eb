/** The step that changes a password. */
import { handedOut, judge } from './judging'
import { adopt, at, replace, type Step } from './leaving'
import { mayEnter, rotate, seen, verdictOnRefresh } from './model'
import { choosePassword, enter, clientOf, refresh } from './real'

/** Changes the password amid `tabs` refreshes by other tabs: only the new session may live. */
export function changePassword(i: number, tabs: number): Step {
  return async (model) => {
    const browser = at(model, i)
    const { jar } = browser
    const user = model.users[browser.user]
    if (!jar || !user || !mayEnter(model, jar)) return
    const verdict = verdictOnRefresh(model, jar)
    if (tabs > 0 && verdict === 'reuse') return
    const place = clientOf(browser)
    const actor = await enter(model, jar, place)
    if (!actor) throw new Error('The guard refused')
    seen(model, jar)

    const refreshes = () => Array.from({ length: tabs }, () => refresh(model, jar, place))
    const early = refreshes()
    const begun = await choosePassword(model, actor, user.passwords, place)
    const results = await Promise.all(early)
    // Refreshes that came before the change got new tokens, as always.
    const answered = results.flatMap((result) => (result.ok ? [result.tokens] : []))
    if (answered.length > 0 && verdict === 'rotate') rotate(model, jar.session, 'owner')
    for (const tokens of answered) handedOut(model, jar.session, tokens)

    replace(model, jar.session)
    user.version += 1
    user.passwords += 1
    adopt(model, browser, user.version, jar.session.persistent, begun)
    for (const result of await Promise.all(refreshes())) judge(model, jar, result, browser)
  }
}

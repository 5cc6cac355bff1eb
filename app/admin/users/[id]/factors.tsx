import { ConfirmedAct } from '@/app/_signed-in/confirmed-act'
import { Aside, Fact } from '@/app/_signed-in/fact'
import { Card } from '@/app/_ui/card'
import { Name } from '@/app/_ui/name'
import { Notice } from '@/app/_ui/notice'
import { Sentence } from '@/app/_ui/sentence'
import { When } from '@/app/_ui/when'
import { trustedBrowsersOf, type TrustedBrowser } from '@/lib/devices/trust'
import { waitsForRemoval } from '@/lib/factors/reset'
import { factorsOfUser, type UserAuthenticator, type UserFactors } from '@/lib/factors/of-user'
import { language, type Language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import type { Actor } from '@/lib/sessions/authenticate'
import type { UserProfile } from '@/lib/users/find'
import { deviceName } from '@/lib/words/device-name'
import { isolated } from '@/lib/words/isolated'
import { fill, plural } from '@/lib/words/text'
import { keepFactorsAction } from './actions'
import { ResetForm } from './reset-form'

interface Props {
  user: UserProfile
  actor: Actor
}

/** What a user shows besides the password, and how an administrator removes it. */
export async function Factors({ user, actor }: Props) {
  const maySeeBrowsers = actor.permissions.has('sessions:read')
  const [factors, browsers] = await withOutage(() =>
    Promise.all([
      factorsOfUser(actor, user.id),
      maySeeBrowsers ? trustedBrowsersOf(actor, user.id) : null,
    ]),
  )
  const reader = await language()
  const words = reader.words.userFactors
  const { authenticator } = factors
  const mayReset = user.within && actor.permissions.has('users:reset-factors')
  if (!authenticator) {
    const hasPasskeys = factors.passkeys.length > 0
    return (
      <Card title={words.title} lead={hasPasskeys ? words.noApp : words.none}>
        {hasPasskeys && (
          <>
            <dl className="border-t border-line">
              <PasskeysFact passkeys={factors.passkeys} reader={reader} />
            </dl>
            {mayReset && <Removal user={user} factors={factors} isPlanned reader={reader} />}
          </>
        )}
      </Card>
    )
  }
  const dueAt = authenticator.removalDueAt
  return (
    <Card title={words.title}>
      {dueAt && <Planned user={user} dueAt={dueAt} mayKeep={mayReset} reader={reader} />}
      <Facts factors={{ ...factors, authenticator }} browsers={browsers} reader={reader} />
      {mayReset && (
        <Removal user={user} factors={factors} isPlanned={dueAt !== null} reader={reader} />
      )}
    </Card>
  )
}

interface FactsProps {
  factors: UserFactors & { authenticator: UserAuthenticator }
  /** Null for a reader who may not see them. */
  browsers: readonly TrustedBrowser[] | null
  reader: Language
}

function Facts({ factors, browsers, reader }: FactsProps) {
  const { devices, userFactors: words } = reader.words
  const { authenticator, recoveryCodes } = factors
  const left = recoveryCodes?.left ?? 0
  return (
    <dl className="divide-y divide-line border-t border-line">
      <Fact term={words.app}>
        <Sentence
          text={words.since}
          parts={{ when: <When at={authenticator.since} reader={reader} as="exact" /> }}
        />
        <Aside>
          <Sentence
            text={words.lastUsed}
            parts={{ when: <When at={authenticator.lastUsedAt} reader={reader} /> }}
          />
        </Aside>
      </Fact>
      <Fact term={words.codes}>
        {left > 0 ? plural(reader.locale, words.left, left) : words.noneLeft}
        {recoveryCodes && (
          <Aside>
            <Sentence
              text={words.made}
              parts={{ when: <When at={recoveryCodes.createdAt} reader={reader} as="exact" /> }}
            />
          </Aside>
        )}
      </Fact>
      <PasskeysFact passkeys={factors.passkeys} reader={reader} />
      {browsers && (
        <Fact term={words.browsers}>
          {browsers.length === 0
            ? words.noBrowsers
            : browsers.map((browser) => (
                <span key={browser.id} className="block not-first:mt-2">
                  <Name>{deviceName(browser, devices)}</Name>
                  <Aside>
                    <Sentence
                      text={words.until}
                      parts={{
                        when: <When at={browser.trustedUntil} reader={reader} as="exact" />,
                      }}
                    />
                  </Aside>
                </span>
              ))}
        </Fact>
      )}
    </dl>
  )
}

function PasskeysFact({ passkeys, reader }: Pick<UserFactors, 'passkeys'> & { reader: Language }) {
  const { userFactors: words, passkeys: names } = reader.words
  return (
    <Fact term={names.page.title}>
      {passkeys.length === 0
        ? words.noBrowsers
        : passkeys.map(({ id, name, lastUsedAt, createdAt }) => (
            <span key={id} className="block not-first:mt-2">
              <Name>{name || names.page.unnamed}</Name>
              <Aside>
                <Sentence
                  text={lastUsedAt ? words.lastUsed : words.made}
                  parts={{ when: <When at={lastUsedAt ?? createdAt} reader={reader} /> }}
                />
              </Aside>
            </span>
          ))}
    </Fact>
  )
}

interface PlannedProps {
  user: UserProfile
  dueAt: Date
  mayKeep: boolean
  reader: Language
}

function Planned({ user, dueAt, mayKeep, reader }: PlannedProps) {
  const { text, keep } = reader.words.userFactors.planned
  return (
    <div className="mb-5">
      <Notice>
        <p>
          <Sentence text={text} parts={{ when: <When at={dueAt} reader={reader} as="exact" /> }} />
        </p>
        {mayKeep && (
          <div className="mt-3">
            <ConfirmedAct
              id="keep-factors"
              label={keep.label}
              name={keep.name}
              look="secondary"
              title={fill(keep.question, { user: isolated(user.email) })}
              text={keep.details}
              yes={keep.yes}
              isGrave={false}
              action={keepFactorsAction}
              fields={{ user: user.id }}
            />
          </div>
        )}
      </Notice>
    </div>
  )
}

interface RemovalProps {
  user: UserProfile
  factors: UserFactors
  isPlanned: boolean
  reader: Language
}

function Removal({ user, factors, isPlanned, reader: { words } }: RemovalProps) {
  const { question, removal } = words.userFactors
  const { title, text, reason, reasonHint, now, nowHint, submit } = removal
  const hasOtherWay = waitsForRemoval(factors)
  return (
    <div className="mt-5 grid gap-3 border-t border-line pt-5">
      <div>
        <h3 className="font-medium">{title}</h3>
        <p className="text-sm text-soft">{text}</p>
      </div>
      <ResetForm
        user={user.id}
        now={!hasOtherWay ? 'nothing' : isPlanned ? 'always' : 'choice'}
        words={{ reason, reasonHint, now, nowHint }}
        submit={isPlanned ? question.yes.now : submit}
        question={words.administration.question}
      />
    </div>
  )
}

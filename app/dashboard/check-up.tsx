import { CircleAlert, CircleCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { Card } from '@/app/_ui/card'
import { Link } from '@/app/_ui/link'
import { Sentence } from '@/app/_ui/sentence'
import { When } from '@/app/_ui/when'
import { ACTIVITY, PROFILE, RECOVERY_CODES, SECURITY, SESSIONS } from '@/lib/base/routes'
import type { Language } from '@/lib/request/language'
import type { CheckUpItem } from '@/lib/users/check-up'
import { plural } from '@/lib/words/text'
import { leftWords } from './security/_factors/left-words'

interface Props {
  items: readonly CheckUpItem[]
  reader: Language
}

/** What is good about the security of the account and what is not, each with its one next step. */
export function CheckUp({ items, reader }: Props) {
  const { title, lead, topics, steps } = reader.words.checkUp
  return (
    <Card title={title} lead={items.every(({ isGood }) => isGood) ? lead.good : lead.open}>
      <ul className="divide-y divide-line border-t border-line">
        {items.map((item) => {
          const Icon = item.isGood ? CircleCheck : CircleAlert
          const step = stepOf(item, steps)
          return (
            <li key={item.topic} className="flex gap-3 py-3 last:pb-0">
              <Icon
                aria-hidden="true"
                className={`mt-0.5 size-5 shrink-0 ${item.isGood ? 'text-accent' : 'text-lantern'}`}
              />
              <div className="min-w-0">
                <p className="font-medium">{topics[item.topic]}</p>
                <p className="text-sm text-soft">{textOf(item, reader)}</p>
                <Link
                  href={step.href}
                  className="inline-flex min-h-8 items-center text-sm font-medium text-accent underline underline-offset-4"
                >
                  {step.label}
                </Link>
              </div>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}

type Steps = Language['words']['checkUp']['steps']

function stepOf(item: CheckUpItem, steps: Steps): { href: string; label: string } {
  if (item.topic === 'password') return { href: SECURITY, label: steps.password }
  if (item.topic === 'devices') return { href: SESSIONS, label: steps.devices }
  if (item.topic === 'secondFactor') {
    return { href: SECURITY, label: item.isGood ? steps.secondFactor : steps.setUp }
  }
  if (item.topic === 'recoveryCodes') {
    return { href: RECOVERY_CODES, label: item.isGood ? steps.recoveryCodes : steps.renew }
  }
  if (item.topic === 'address') {
    return { href: PROFILE, label: item.isGood ? steps.address : steps.verify }
  }
  return item.isGood
    ? { href: ACTIVITY, label: steps.activity }
    : { href: '#incidents-title', label: steps.incidents }
}

function textOf(item: CheckUpItem, reader: Language): ReactNode {
  const { locale, words } = reader
  const { password, incidents, address, devices, secondFactor } = words.checkUp.texts
  switch (item.topic) {
    case 'password': {
      const { isGood, strength, changedAt } = item
      const text = strength === null ? password.unjudged : isGood ? password.good : password.weak
      return <Sentence text={text} parts={{ time: <When at={changedAt} reader={reader} /> }} />
    }
    case 'devices':
      return item.isGood
        ? plural(locale, devices.known, item.count)
        : plural(locale, devices.unknown, item.unknown)
    case 'secondFactor':
      return item.isGood ? secondFactor.good : secondFactor.open
    case 'recoveryCodes':
      return leftWords(item.left, reader)
    case 'address':
      return item.isGood ? address.good : address.open
    case 'incidents':
      return item.isGood ? incidents.good : plural(locale, incidents.open, item.open)
  }
}

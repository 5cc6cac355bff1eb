import type { ComponentProps } from 'react'
import { Button, ButtonLink } from '@/app/_ui/button'
import { EVENT_TYPES } from '@/lib/events/events'
import { ADMIN_AUDIT } from '@/lib/routes'
import { Choice } from '../_ui/choice'
import { eventWords } from '../_ui/event-words'

/** What the page may be asked for. */
export const FIELDS = ['type', 'user', 'actor', 'session', 'network', 'from', 'to'] as const

const LOOK = 'min-h-11 w-full min-w-0 rounded-lg border border-edge bg-surface px-3 text-base'
/** The words of each type, in their order: people look for words. */
const TYPES = EVENT_TYPES.map((type) => ({ type, text: eventWords(type).text })).sort((a, b) =>
  a.text.localeCompare(b.text, 'en'),
)

/** Narrows the log down; the address says to what, so that it can be kept and sent on. */
export function Filter({ asked }: { asked: Readonly<Record<string, string>> }) {
  return (
    <form
      action={ADMIN_AUDIT}
      className="mb-6 grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-[1.6fr_1.4fr_1fr_1fr_1fr_auto]"
    >
      <Choice
        label="What"
        name="type"
        empty="Everything"
        options={TYPES.map(({ type, text }) => ({ value: type, label: text }))}
        chosen={asked.type ?? ''}
        isSmall
      />
      <Input label="About (address or id)" name="user" asked={asked} />
      <Input label="Network" name="network" asked={asked} />
      <Input label="From (UTC)" name="from" asked={asked} type="date" />
      <Input label="To (UTC)" name="to" asked={asked} type="date" />
      {/* Links from elsewhere may ask for more. */}
      {asked.actor && <input type="hidden" name="actor" value={asked.actor} />}
      {asked.session && <input type="hidden" name="session" value={asked.session} />}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="secondary">
          Show
        </Button>
        {Object.values(asked).some((value) => value !== '') && (
          <ButtonLink look="quiet" href={ADMIN_AUDIT}>
            Everything
          </ButtonLink>
        )}
      </div>
    </form>
  )
}

interface InputProps extends Pick<ComponentProps<'input'>, 'type'> {
  label: string
  name: (typeof FIELDS)[number]
  asked: Readonly<Record<string, string>>
}

function Input({ label, name, asked, type = 'text' }: InputProps) {
  return (
    <label className="grid gap-1 text-sm">
      {label}
      <input
        type={type}
        name={name}
        defaultValue={asked[name]}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className={LOOK}
      />
    </label>
  )
}

import type { ComponentProps } from 'react'
import { Button, ButtonLink } from '@/app/_ui/button'
import { FieldError } from '@/app/_ui/field-error'
import type { FilterFault, FilterField, ReadFilter } from '@/lib/audit/filter'
import { EVENT_TYPES } from '@/lib/events/events'
import { ADMIN_AUDIT } from '@/lib/base/routes'
import { Choice } from '../_ui/choice'
import { EVENT_GROUPS, eventWords, eventTypesInWords } from '../_ui/event-words'

export type FilterValues = Readonly<Record<FilterField, string>>

export const FAULTS: Record<FilterFault, string> = {
  'no-type': 'There is no event of that name.',
  'no-person': 'This is neither an address nor an id.',
  'unknown-address': 'No account has this address. Events of a deleted one are found by its id.',
  'takes-id': 'Enter the id: you may not look people up by address.',
  'no-session': 'This is not the id of a session.',
  'no-network': 'This is not a network address, such as 192.0.2.1.',
  'no-day': 'This is not a day, such as 2026-11-24.',
  'ends-before-it-begins': 'This lies before the day it begins with.',
}

/** Sorted by label, because that is what users look for. */
const TYPES = EVENT_TYPES.map((type) => ({ value: type, label: eventWords(type).text })).sort(
  (a, b) => a.label.localeCompare(b.label, 'en'),
)
const GROUPS = Object.entries(EVENT_GROUPS).map(([label, types]) => ({
  value: types.join(),
  label,
}))
const OPTIONS = [...GROUPS, ...TYPES]

interface Props {
  asked: FilterValues
  faults: ReadFilter['faults']
}

/** Filters the log. The URL holds the filter, so that it can be saved and shared. */
export function Filter({ asked, faults }: Props) {
  const { type } = asked
  const isListed = type === '' || OPTIONS.some(({ value }) => value === type)
  const other = isListed ? [] : [{ value: type, label: eventTypesInWords(type) }]
  return (
    <form
      action={ADMIN_AUDIT}
      noValidate
      className="mb-6 grid grid-cols-2 items-start gap-3 lg:grid-cols-4"
    >
      <Choice
        label="What"
        name="type"
        empty="Everything"
        options={[...other, ...OPTIONS]}
        chosen={type}
        isSmall
        error={faults.type && FAULTS[faults.type]}
      />
      <Input label="About (address or id)" name="user" {...{ asked, faults }} />
      <Input label="By (address or id)" name="actor" {...{ asked, faults }} />
      <Input label="Session (id)" name="session" {...{ asked, faults }} />
      <Input label="Network" name="network" {...{ asked, faults }} />
      <Input label="From (UTC)" name="from" type={typeFor(asked.from)} {...{ asked, faults }} />
      <Input label="To (UTC)" name="to" type={typeFor(asked.to)} {...{ asked, faults }} />
      <div className="flex flex-wrap gap-2 pt-6">
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

/** A date input would drop a time of day, which links may hold, and text that is not a date. */
function typeFor(value: string): 'date' | 'text' {
  return value === '' || /^\d{4}-\d{2}-\d{2}$/.test(value) ? 'date' : 'text'
}

interface InputProps extends Props, Pick<ComponentProps<'input'>, 'type'> {
  label: string
  name: FilterField
}

function Input({ label, name, asked, faults, type = 'text' }: InputProps) {
  const fault = faults[name]
  return (
    <div className="flex min-w-0 flex-col gap-1 text-sm">
      <label htmlFor={name}>{label}</label>
      <input
        id={name}
        type={type}
        name={name}
        defaultValue={asked[name]}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${name}-error` : undefined}
        className="min-h-11 w-full min-w-0 rounded-lg border border-edge bg-surface px-3 text-base aria-invalid:border-2 aria-invalid:border-danger"
      />
      {fault && <FieldError id={`${name}-error`}>{FAULTS[fault]}</FieldError>}
    </div>
  )
}

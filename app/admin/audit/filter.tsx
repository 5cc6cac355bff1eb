import type { ComponentProps } from 'react'
import { Button, ButtonLink } from '@/app/_ui/button'
import { FieldError } from '@/app/_ui/field-error'
import type { FilterField, ReadFilter } from '@/lib/audit/filter'
import type { Locale } from '@/lib/base/locales'
import { EVENT_TYPES } from '@/lib/events/events'
import { ADMIN_AUDIT } from '@/lib/base/routes'
import type { Words } from '@/lib/words/catalogues'
import { byLocale } from '@/lib/words/text'
import { Choice } from '../_ui/choice'
import { ALL_EVENT_GROUPS, EVENT_GROUPS, eventName, eventNames } from '../_ui/event-words'

export type FilterValues = Readonly<Record<FilterField, string>>

interface Props {
  asked: FilterValues
  faults: ReadFilter['faults']
  words: Words['audit']
}

interface FilterProps extends Props {
  events: Words['events']
  locale: Locale
}

/** Filters the log. The URL holds the filter, so that it can be saved and shared. */
export function Filter({ asked, faults, words, events, locale }: FilterProps) {
  const { type } = asked
  const labels = words.filter
  const known = optionsIn(events, locale)
  const isListed = type === '' || known.some(({ value }) => value === type)
  const other = isListed ? [] : [{ value: type, label: eventNames(type, events, locale) }]
  const input = { asked, faults, words }
  return (
    <form
      action={ADMIN_AUDIT}
      noValidate
      className="mb-6 grid grid-cols-2 items-start gap-3 lg:grid-cols-4"
    >
      <Choice
        label={labels.type}
        name="type"
        empty={labels.anyType}
        options={[...other, ...known]}
        chosen={type}
        isSmall
        error={faults.type && words.faults[faults.type]}
      />
      <Input label={labels.user} name="user" {...input} />
      <Input label={labels.actor} name="actor" {...input} />
      <Input label={labels.session} name="session" {...input} />
      <Input label={labels.network} name="network" {...input} />
      <Input label={labels.from} name="from" type={typeFor(asked.from)} {...input} />
      <Input label={labels.to} name="to" type={typeFor(asked.to)} {...input} />
      <div className="flex flex-wrap gap-2 pt-6">
        <Button type="submit" look="secondary">
          {labels.submit}
        </Button>
        {Object.values(asked).some((value) => value !== '') && (
          <ButtonLink look="quiet" href={ADMIN_AUDIT}>
            {labels.reset}
          </ButtonLink>
        )}
      </div>
    </form>
  )
}

/** The groups, then every type, sorted by label, because that is what users look for. */
function optionsIn(events: Words['events'], locale: Locale) {
  const groups = ALL_EVENT_GROUPS.map((group) => ({
    value: EVENT_GROUPS[group].join(),
    label: events.groups[group],
  }))
  const types = EVENT_TYPES.map((type) => ({ value: type, label: eventName(type, events) }))
  return [...groups, ...types.sort((a, b) => alphabet(locale).compare(a.label, b.label))]
}

const alphabet = byLocale((tag) => new Intl.Collator(tag))

/** A date input would drop a time of day, which links may hold, and text that is not a date. */
function typeFor(value: string): 'date' | 'text' {
  return value === '' || /^\d{4}-\d{2}-\d{2}$/.test(value) ? 'date' : 'text'
}

interface InputProps extends Props, Pick<ComponentProps<'input'>, 'type'> {
  label: string
  name: FilterField
}

function Input({ label, name, asked, faults, words, type = 'text' }: InputProps) {
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
      {fault && <FieldError id={`${name}-error`}>{words.faults[fault]}</FieldError>}
    </div>
  )
}

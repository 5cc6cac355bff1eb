import { FilterButtons, FilterInput } from '@/app/_ui/filter'
import { SelectField } from '@/app/_ui/select-field'
import type { FilterField, ReadFilter } from '@/lib/audit/filter'
import type { Locale } from '@/lib/base/locales'
import { EVENT_TYPES } from '@/lib/events/events'
import { ADMIN_AUDIT } from '@/lib/base/routes'
import type { Words } from '@/lib/words/catalogues'
import { byLocale } from '@/lib/words/text'
import { ALL_EVENT_GROUPS, EVENT_GROUPS, eventName, eventNames } from '../_ui/event-words'

export type FilterValues = Readonly<Record<FilterField, string>>

interface Props {
  asked: FilterValues
  faults: ReadFilter['faults']
  words: Words['audit']
  events: Words['events']
  locale: Locale
}

/** Filters the log. The URL holds the filter, so that it can be saved and shared. */
export function Filter({ asked, faults, words, events, locale }: Props) {
  const { type } = asked
  const labels = words.filter
  const known = optionsIn(events, locale)
  const isListed = type === '' || known.some(({ value }) => value === type)
  const other = isListed ? [] : [{ value: type, label: eventNames(type, events, locale) }]
  const faultOf = (name: FilterField) => faults[name] && words.faults[faults[name]]
  const of = (name: FilterField) => ({ name, asked: asked[name], error: faultOf(name) })
  return (
    <form
      action={ADMIN_AUDIT}
      noValidate
      className="mb-6 grid grid-cols-2 items-start gap-3 lg:grid-cols-4"
    >
      <SelectField
        label={labels.type}
        name="type"
        empty={labels.anyType}
        options={[...other, ...known]}
        chosen={type}
        isSmall
        error={faultOf('type')}
      />
      <FilterInput label={labels.user} {...of('user')} />
      <FilterInput label={labels.actor} {...of('actor')} />
      <FilterInput label={labels.session} {...of('session')} />
      <FilterInput label={labels.network} {...of('network')} />
      <FilterInput label={labels.from} {...of('from')} isDay />
      <FilterInput label={labels.to} {...of('to')} isDay />
      <FilterButtons path={ADMIN_AUDIT} asked={asked} words={labels} className="pt-6" />
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

import { FilterButtons, FilterInput } from '@/app/_ui/filter'
import { SelectField } from '@/app/_ui/select-field'
import { ACTIVITY } from '@/lib/base/routes'
import {
  ACTIVITY_KINDS,
  type ActivityField,
  type ReadActivityFilter,
} from '@/lib/events/activity-filter'
import type { Words } from '@/lib/words/catalogues'

interface Props {
  asked: Readonly<Record<ActivityField, string>>
  faults: ReadActivityFilter['faults']
  words: Words['activity']
}

/** Filters the activity. The URL holds the filter, so that Back and the file show the same. */
export function ActivityFilter({ asked, faults, words }: Props) {
  const { filter, kinds } = words
  const faultOf = (name: ActivityField) => faults[name] && words.faults[faults[name]]
  const of = (name: ActivityField) => ({ name, asked: asked[name], error: faultOf(name) })
  const options = ACTIVITY_KINDS.map((value) => ({ value, label: kinds[value] }))
  return (
    <form
      action={ACTIVITY}
      noValidate
      className="grid grid-cols-2 items-start gap-3 sm:grid-cols-[minmax(0,1fr)_10rem_10rem_auto]"
    >
      <div className="max-sm:col-span-2">
        <SelectField
          name="kind"
          label={filter.kind}
          empty={filter.anyKind}
          options={options}
          chosen={asked.kind}
          isSmall
          error={faultOf('kind')}
        />
      </div>
      <FilterInput label={filter.from} {...of('from')} isDay />
      <FilterInput label={filter.to} {...of('to')} isDay />
      <FilterButtons
        path={ACTIVITY}
        asked={asked}
        words={filter}
        className="max-sm:col-span-2 sm:pt-6"
      />
    </form>
  )
}

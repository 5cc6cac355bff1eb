import type { z } from 'zod'
import { fieldsOf, type FieldFacts } from '@/lib/api/fields'
import type { Words } from '@/lib/words/catalogues'
import { Prose } from './prose'

type ReferenceWords = Words['apiReference']

interface Props {
  title: string
  schema: z.ZodType
  words: ReferenceWords
}

export function Fields({ title, schema, words }: Props) {
  return (
    <div className="mt-5">
      <h3 className="text-sm font-semibold">{title}</h3>
      <FieldList fields={fieldsOf(schema)} words={words} />
    </div>
  )
}

interface ListProps {
  fields: readonly FieldFacts[]
  words: ReferenceWords
}

function FieldList({ fields, words }: ListProps) {
  return (
    <ul className="mt-2 divide-y divide-line border-y border-line text-sm">
      {fields.map(({ name, type, required, description, members }) => (
        <li key={name} className="py-2">
          <div className="sm:grid sm:grid-cols-[11rem_minmax(0,1fr)] sm:gap-4">
            <code className="font-medium break-all">{name}</code>
            <span className="block text-soft">
              <code>{type}</code>
              {!required && `, ${words.optional}`}
              {description && (
                <span lang="en" className="block text-ink">
                  <Prose>{description}</Prose>
                </span>
              )}
            </span>
          </div>
          {members.length > 0 && (
            <div className="sm:ml-6">
              <FieldList fields={members} words={words} />
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}

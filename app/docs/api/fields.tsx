import type { z } from 'zod'
import { fieldsOf, type FieldFacts } from '@/lib/api/fields'
import { Prose } from './prose'

export function Fields({ title, schema }: { title: string; schema: z.ZodType }) {
  return (
    <div className="mt-5">
      <h3 className="text-sm font-semibold">{title}</h3>
      <FieldList fields={fieldsOf(schema)} />
    </div>
  )
}

function FieldList({ fields }: { fields: readonly FieldFacts[] }) {
  return (
    <ul className="mt-2 divide-y divide-line border-y border-line text-sm">
      {fields.map(({ name, type, required, description, members }) => (
        <li key={name} className="py-2">
          <div className="sm:grid sm:grid-cols-[11rem_minmax(0,1fr)] sm:gap-4">
            <code className="font-medium break-all">{name}</code>
            <span className="block text-soft">
              <code>{type}</code>
              {!required && ', optional'}
              {description && (
                <span className="block text-ink">
                  <Prose>{description}</Prose>
                </span>
              )}
            </span>
          </div>
          {members.length > 0 && (
            <div className="sm:ml-6">
              <FieldList fields={members} />
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}

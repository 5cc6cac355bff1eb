/** The members of a body or an answer, to be read by people. */
import { z } from 'zod'

export interface FieldFacts {
  name: string
  /** `string`, `string[]`, `"web" | "device"`, … */
  type: string
  required: boolean
  description: string | null
  /** Those of the objects it holds. */
  members: readonly FieldFacts[]
}

interface JsonSchema {
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: JsonSchema[]
  items?: JsonSchema
  properties?: Record<string, JsonSchema>
  required?: string[]
  description?: string
}

export function fieldsOf(schema: z.ZodType): FieldFacts[] {
  // Safe because a JSON schema has no other members by these names.
  return membersOf(z.toJSONSchema(schema) as JsonSchema)
}

function membersOf({ properties = {}, required = [] }: JsonSchema): FieldFacts[] {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    type: typeOf(schema),
    required: required.includes(name),
    description: schema.description ?? null,
    members: membersOf(schema.items ?? {}),
  }))
}

function typeOf({ type, const: only, enum: some, anyOf, items }: JsonSchema): string {
  if (only !== undefined) return JSON.stringify(only)
  if (some) return some.map((value) => JSON.stringify(value)).join(' | ')
  if (anyOf) return anyOf.map(typeOf).join(' | ')
  if (items) return `${typeOf(items)}[]`
  return [type ?? 'any'].flat().join(' | ')
}

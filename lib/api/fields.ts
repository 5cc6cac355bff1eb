/** Lists the members of a request or answer, for the API reference page. */
import { z } from 'zod'

export interface FieldFacts {
  name: string
  /** `string`, `string[]`, `"web" | "device"`, … */
  type: string
  required: boolean
  description: string | null
  /** Members of the objects in an array. */
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
  // Safe: a JSON schema gives these names no other types.
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

function typeOf({ type, const: constant, enum: values, anyOf, items }: JsonSchema): string {
  if (constant !== undefined) return JSON.stringify(constant)
  if (values) return values.map((value) => JSON.stringify(value)).join(' | ')
  if (anyOf) return anyOf.map(typeOf).join(' | ')
  if (items) return `${typeOf(items)}[]`
  return [type ?? 'any'].flat().join(' | ')
}

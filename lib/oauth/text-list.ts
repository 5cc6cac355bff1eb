/** Lists in columns. */
import { parseJson } from '@/lib/base/json'

/** The texts in a JSON array; none if the row is damaged. */
export function textList(json: string): string[] {
  const value = parseJson(json)
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}

/** Writes HTML without React, for answers and parts that every page pays for. */

/** `text` as the content of an element or of a quoted attribute. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** A template in which every value is escaped, except those made by `html` itself. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  const text = parts.reduce((before, part, index) => before + written(values[index - 1]) + part)
  return { html: text }
}

export interface Html {
  readonly html: string
}

type Value = string | number | Html | readonly Html[] | null | undefined | false

function written(value: Value): string {
  if (value === null || value === undefined || value === false) return ''
  if (Array.isArray(value)) return value.map((one: Html) => one.html).join('')
  return typeof value === 'object' && 'html' in value ? value.html : escapeHtml(String(value))
}

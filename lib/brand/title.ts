/** The titles of pages end with the name of the product. */

/**
 * The template that Next.js makes titles from. It puts the title in place of every `%s`, also of one
 * in the name, so there an invisible word joiner parts the two.
 */
export function titleTemplate(name: string): string {
  return `%s · ${name.replaceAll('%s', '%\u2060s')}`
}

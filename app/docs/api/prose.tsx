/** Text with code in backticks, as in the OpenAPI description and the catalogue. */
export function Prose({ children }: { children: string }) {
  return children
    .split('`')
    .map((part, i) => (i % 2 === 1 ? <code key={i}>{part}</code> : <span key={i}>{part}</span>))
}

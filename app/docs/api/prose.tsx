/** Text in which backticks mark what is code, as in the descriptions that programs read. */
export function Prose({ children }: { children: string }) {
  return children
    .split('`')
    .map((part, i) => (i % 2 === 1 ? <code key={i}>{part}</code> : <span key={i}>{part}</span>))
}

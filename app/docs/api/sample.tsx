/** Commands to copy. Focusable, so that the keyboard can scroll it. */
export function Sample({ children }: { children: string }) {
  return (
    <pre
      tabIndex={0}
      className="my-5 overflow-x-auto rounded-lg border border-line bg-sunken p-4 text-sm leading-relaxed"
    >
      <code>{children}</code>
    </pre>
  )
}

/** A progress bar at the top of the screen. It takes no space in the page. */
export function ProgressBar() {
  return (
    <span
      data-busy
      aria-hidden="true"
      className="pointer-events-none fixed inset-x-0 top-0 z-20 h-1 overflow-hidden bg-accent-wash print:hidden"
    >
      <span className="block h-full w-full origin-left animate-busy bg-accent forced-color-adjust-none" />
    </span>
  )
}

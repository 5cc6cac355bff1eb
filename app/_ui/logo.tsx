/** The gatehouse: two towers, and a lit gate between them. */
export function LogoMark({ className = 'size-8' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="var(--mark)" />
      <path
        d="M6.5 25V9.5h2.4v2h2.2v-2h2.4V13h5V9.5h2.4v2h2.2v-2h2.4V25z"
        fill="#f5f3ec"
        stroke="#f5f3ec"
        strokeWidth=".8"
        strokeLinejoin="round"
      />
      <path d="M12.6 25.4v-4.6a3.4 3.4 0 0 1 6.8 0v4.6z" fill="#e3a02c" />
    </svg>
  )
}

export function Logo() {
  return (
    <span className="inline-flex items-center gap-2.5">
      <LogoMark />
      <span className="text-lg font-semibold tracking-tight text-ink">Gatehouse</span>
    </span>
  )
}

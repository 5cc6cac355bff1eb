/** A gatehouse at dusk with its lantern lit. The ground extends beyond the left edge. */
export function GateScene({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 400 300" className={className} overflow="visible" aria-hidden="true">
      <circle cx="312" cy="62" r="22" fill="#f2d9a0" />
      <circle cx="303" cy="56" r="20" fill="#0d3f38" />
      <g fill="#f2d9a0" opacity=".7">
        <circle cx="60" cy="50" r="1.6" />
        <circle cx="128" cy="28" r="1.2" />
        <circle cx="226" cy="40" r="1.6" />
        <circle cx="258" cy="96" r="1.2" />
        <circle cx="364" cy="120" r="1.4" />
        <circle cx="34" cy="128" r="1.2" />
      </g>
      <path d="M-220 270q130-2 220-24 90-40 150-22t120-8 130 6v60h-620z" fill="#125247" />
      <g fill="#f5f3ec">
        <path d="M96 262V112h14v14h14v-14h18v14h14v-14h14v150z" />
        <path d="M230 262V112h14v14h14v-14h18v14h14v-14h14v150z" />
        <path d="M166 262V152h12v10h12v-10h20v10h12v-10h12v110z" />
      </g>
      <path d="M96 150h74v5H96zM230 150h74v5h-74z" fill="#d9d3c2" />
      <path d="M172 262v-38a28 28 0 0 1 56 0v38z" fill="#e3a02c" />
      <path d="M181 262v-37a19 19 0 0 1 38 0v37z" fill="#fbe2a8" />
      <g fill="#e3a02c">
        <path d="M128 192v-13a5 5 0 0 1 10 0v13zM262 192v-13a5 5 0 0 1 10 0v13z" />
      </g>
      <path d="M-620 262H400v38H-620z" fill="#0a332d" />
      <path d="M181 262h38l34 38H147z" fill="#e3a02c" opacity=".35" />
    </svg>
  )
}

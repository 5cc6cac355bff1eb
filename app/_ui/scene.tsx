import { brand } from '@/lib/brand/brand'

interface Props {
  className: string
}

/** The picture beside the forms of visitors: the installation's own logo, or our gatehouse. */
export function Scene({ className }: Props) {
  const { hasOwnLogo, logo } = brand()
  if (!hasOwnLogo) return <Gatehouse className={className} />
  return (
    <div className={`grid place-items-center p-10 ${className}`}>
      <span className="grid size-48 place-items-center rounded-full bg-night-hill xl:size-56">
        <img src={logo.path} alt="" className="size-24 object-contain xl:size-28" />
      </span>
    </div>
  )
}

/** A gatehouse at dusk with its lantern lit. The ground extends beyond the left edge. */
function Gatehouse({ className }: Props) {
  return (
    <svg viewBox="0 0 400 300" className={className} overflow="visible" aria-hidden="true">
      <circle cx="312" cy="62" r="22" className="fill-moon" />
      <circle cx="303" cy="56" r="20" className="fill-night" />
      <g className="fill-moon" opacity=".7">
        <circle cx="60" cy="50" r="1.6" />
        <circle cx="128" cy="28" r="1.2" />
        <circle cx="226" cy="40" r="1.6" />
        <circle cx="258" cy="96" r="1.2" />
        <circle cx="364" cy="120" r="1.4" />
        <circle cx="34" cy="128" r="1.2" />
      </g>
      <path
        d="M-220 270q130-2 220-24 90-40 150-22t120-8 130 6v60h-620z"
        className="fill-night-hill"
      />
      <g className="fill-wall">
        <path d="M96 262V112h14v14h14v-14h18v14h14v-14h14v150z" />
        <path d="M230 262V112h14v14h14v-14h18v14h14v-14h14v150z" />
        <path d="M166 262V152h12v10h12v-10h20v10h12v-10h12v110z" />
      </g>
      <path d="M96 150h74v5H96zM230 150h74v5h-74z" className="fill-wall-shade" />
      <path d="M172 262v-38a28 28 0 0 1 56 0v38z" className="fill-lamp" />
      <path d="M181 262v-37a19 19 0 0 1 38 0v37z" className="fill-window" />
      <g className="fill-lamp">
        <path d="M128 192v-13a5 5 0 0 1 10 0v13zM262 192v-13a5 5 0 0 1 10 0v13z" />
      </g>
      <path d="M-620 262H400v38H-620z" className="fill-night-ground" />
      <path d="M181 262h38l34 38H147z" className="fill-lamp" opacity=".35" />
    </svg>
  )
}

import { encode } from 'uqr'

/** In modules: scanners need a margin of four (ISO/IEC 18004 §6.3.8). */
const MARGIN = 4

/** Dark on light in both themes, since not every scanner reads the other way round. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, data } = encode(text, { border: MARGIN })
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className="size-56 max-w-full rounded-lg bg-on-night fill-night forced-color-adjust-none"
    >
      <path
        d={data
          .map((row, y) => row.map((dark, x) => (dark ? moduleAt(x, y) : '')).join(''))
          .join('')}
      />
    </svg>
  )
}

function moduleAt(x: number, y: number): string {
  return `M${x} ${y}h1v1h-1z`
}

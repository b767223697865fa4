import { create } from 'qrcode'

/** A QR code drawn as one path; black on white in dark mode too, or phones cannot read it. */
export function QrPicture({ text, label }: { text: string; label: string }) {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  const path = Array.from(data, (isDark, at) => (isDark ? `M${at % size} ${Math.floor(at / size)}h1v1h-1z` : '')).join('')
  return (
    <svg role="img" aria-label={label} viewBox={`-4 -4 ${size + 8} ${size + 8}`} shapeRendering="crispEdges" className="size-60 self-center rounded-box bg-white text-black">
      <path d={path} fill="currentColor" />
    </svg>
  )
}

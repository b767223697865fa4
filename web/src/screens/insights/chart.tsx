import type { Report } from './queries.ts'

type Point = { label: string; value: number; shown: string }
const mostBars = 12

/** One idea, directly labelled; the table beneath says the same in numbers, so screen readers get a name alone. */
export function Chart({ kind, points, title }: { kind: NonNullable<Report['chart']>['kind']; points: Point[]; title: string }) {
  if (points.length < 2 || points.every((point) => point.value <= 0)) return null
  return kind === 'line' ? <Line points={points} title={title} /> : <Bars points={points.slice(0, mostBars)} title={title} />
}

function Line({ points, title }: { points: Point[]; title: string }) {
  const [width, height, foot] = [600, 180, 24]
  const most = Math.max(...points.map((point) => point.value))
  const x = (index: number) => 4 + (index / (points.length - 1)) * (width - 8)
  const y = (value: number) => 24 + (1 - value / most) * (height - foot - 32)
  const highest = points.findIndex((point) => point.value === most)
  const line = points.map((point, index) => `${index === 0 ? 'M' : 'L'}${x(index).toFixed(1)} ${y(Math.max(0, point.value)).toFixed(1)}`).join('')
  const anchor = highest < points.length / 4 ? 'start' : highest > (points.length * 3) / 4 ? 'end' : 'middle'
  return (
    <svg role="img" aria-label={title} viewBox={`0 0 ${width} ${height}`} className="h-auto w-full">
      <path d={`${line}L${x(points.length - 1)} ${height - foot}L4 ${height - foot}Z`} className="fill-primary opacity-10" />
      <path d={line} className="fill-none stroke-primary" strokeWidth="2.5" strokeLinejoin="round" />
      <circle cx={x(highest)} cy={y(most)} r="4" className="fill-primary" />
      <text x={x(highest)} y={y(most) - 9} textAnchor={anchor} className="fill-ink text-[15px] font-semibold">
        {points[highest]?.shown}
      </text>
      <text x="4" y={height - 6} className="fill-soft text-[14px]">
        {points[0]?.label}
      </text>
      <text x={width - 4} y={height - 6} textAnchor="end" className="fill-soft text-[14px]">
        {points.at(-1)?.label}
      </text>
    </svg>
  )
}

/** Bars as boxes of the page, so that long names wrap and grow with the text. */
function Bars({ points, title }: { points: Point[]; title: string }) {
  const most = Math.max(...points.map((point) => point.value))
  return (
    <div role="img" aria-label={title} className="flex flex-col gap-2">
      {points.map((point, index) => (
        <div key={index} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3">
          <span className="[overflow-wrap:anywhere]">{point.label}</span>
          <span className="tabular font-semibold">{point.shown}</span>
          <span className="col-span-2 h-2 overflow-hidden rounded-full bg-line">
            <span className="block h-full rounded-full bg-primary" style={{ width: `${Math.max(0, (point.value / most) * 100)}%` }} />
          </span>
        </div>
      ))}
    </div>
  )
}

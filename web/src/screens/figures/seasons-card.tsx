import { number } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { dayOf } from '../insights/cells.ts'
import { Opening, RowList } from './opening.tsx'
import type { Season } from './queries.ts'
import { figureWords } from './words.ts'

/** Paydays, Ramadan and Lebaran, each as an effect of its own or with why nothing can be said. */
export function SeasonsCard({ seasons }: { seasons: Season[] }) {
  const words = figureWords()
  return (
    <Card title={words.seasons}>
      <ul className="flex flex-col gap-3">
        {seasons.map((season) => (
          <li key={season.kind} className="flex flex-col">
            <h3 className="font-bold">{words.seasonNames[season.kind] ?? season.kind}</h3>
            {season.effect && <Effect effect={season.effect} />}
            {season.missing && <p className="text-soft">{words.missing[season.missing.reason](season.missing.have, season.missing.need)}</p>}
            {season.times.length > 0 && (
              <Opening title={words.seasonNames[season.kind] ?? season.kind}>
                <RowList title={words.seasonNames[season.kind] ?? season.kind}>
                  {season.times.map(({ from, to, orders, usual }) => (
                    <li key={from} className="flex min-h-12 flex-wrap items-center justify-between gap-x-3 px-3 py-2">
                      <span>{words.time(dayOf(from), dayOf(to))}</span>
                      <span className="tabular text-sm text-soft">{words.timeOrders(orders, usual)}</span>
                    </li>
                  ))}
                </RowList>
              </Opening>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

const percent = (factor: number) => Math.round((factor - 1) * 100)
const signed = (factor: number) => `${percent(factor) > 0 ? '+' : ''}${number(percent(factor))}%`

function Effect({ effect: { factor, low, high } }: { effect: NonNullable<Season['effect']> }) {
  const words = figureWords()
  return <p>{low <= 1 && high >= 1 ? words.noDifference : words.factor(percent(factor))} {words.factorRange(signed(low), signed(high))}</p>
}

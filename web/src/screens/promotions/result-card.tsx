import { useQuery } from '@tanstack/react-query'
import { longDate, number, rupiah } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { resultQuery, type Campaign, type Result } from './queries.ts'
import { campaignWords } from './words.ts'

/** Did it work? Extra orders against who was held out, with their range; never the orders that merely came after. */
export function ResultCard({ campaign }: { campaign: Campaign }) {
  const words = campaignWords()
  const result = useQuery(resultQuery(campaign.campaignId))
  if (result.isPending) return <Loading rows={2} />
  if (result.isError) return <ErrorState error={result.error} onRetry={() => void result.refetch()} />
  return (
    <Card title={words.result}>
      <Headline result={result.data} />
      {result.data.pooled && <Pooled pooled={result.data.pooled} />}
      {result.data.state !== 'not-started' && <Groups result={result.data} />}
      <ResponseLine result={result.data} />
      {result.data.attributed.orders > 0 && <p className="text-soft">{words.attributed(result.data.attributed.orders, rupiah(result.data.attributed.amount))}</p>}
      <details>
        <summary className="min-h-12 content-center font-semibold">{words.howCounted}</summary>
        <p className="text-soft">{words.howCountedText(campaign.measureDays)}</p>
      </details>
    </Card>
  )
}

/** Signs of interest, below what is proven. */
function ResponseLine({ result: { responses, costPerExtraOrder } }: { result: Result }) {
  const words = campaignWords()
  if (responses.sent === 0) return null
  const parts = [
    responses.clicked === null ? [] : [words.clicked(responses.clicked)],
    responses.replied === null ? [] : [words.replied(responses.replied)],
    [words.optedOut(responses.optedOut)],
    responses.cost === 0 ? [] : [words.spent(rupiah(responses.cost))],
  ].flat()
  return (
    <div>
      <p className="font-semibold">{words.responses(responses.sent)}</p>
      <p className="text-soft tabular">{parts.join(' · ')}</p>
      {costPerExtraOrder !== null && responses.cost > 0 && <p className="tabular">{words.costPerExtra(rupiah(costPerExtraOrder))}</p>}
    </div>
  )
}

const signed = (value: number) => `${value > 0 ? '+' : ''}${number(Math.round(value * 10) / 10)}`
const signedRupiah = (value: number) => `${value > 0 ? '+' : ''}${rupiah(Math.round(value))}`

function Headline({ result }: { result: Result }) {
  const words = campaignWords()
  if (result.state === 'not-started') return <p className="text-soft">{words.notMeasured}</p>
  if (result.state === 'measuring' || !result.verdict) return <p>{result.closesAt ? words.measuring(longDate(result.closesAt)) : words.notMeasured}</p>
  const { verdict, extraOrders, extraAmount, holdoutCost } = result
  const title = { more: words.verdict.more, fewer: words.verdict.fewer, 'not-enough-evidence': words.verdict.notEnough, 'no-holdout': words.verdict.noHoldout, 'broken-split': words.verdict.brokenSplit }[verdict.code]
  return (
    <>
      <p className="text-xl font-extrabold">{title}</p>
      {extraOrders && (
        <dl className="grid gap-3 sm:grid-cols-2">
          <div>
            <dt className="text-sm text-soft">{words.extraOrders}</dt>
            <dd className="tabular">
              <strong className="text-lg">{signed(extraOrders.estimate)}</strong> <span className="text-soft">{words.range(signed(extraOrders.interval[0]), signed(extraOrders.interval[1]))}</span>
            </dd>
          </div>
          {extraAmount && (
            <div>
              <dt className="text-sm text-soft">{words.extraAmount}</dt>
              <dd className="tabular">
                <strong className="text-lg">{signedRupiah(extraAmount.estimate)}</strong> <span className="text-soft">{words.range(signedRupiah(extraAmount.interval[0]), signedRupiah(extraAmount.interval[1]))}</span>
              </dd>
            </div>
          )}
        </dl>
      )}
      {verdict.code === 'not-enough-evidence' && <p>{verdict.needed.customers === undefined ? words.neededTooMany : words.needed(verdict.needed.customers)}</p>}
      {extraOrders && <p className="text-sm text-soft">{words.rangeWhy}</p>}
      {holdoutCost && holdoutCost.estimate > 0 && <p className="text-sm text-soft">{words.holdoutCost(number(Math.round(holdoutCost.estimate * 10) / 10))}</p>}
    </>
  )
}

function Pooled({ pooled }: { pooled: NonNullable<Result['pooled']> }) {
  const words = campaignWords()
  return (
    <div className="rounded-box bg-tint p-3">
      <p className="font-semibold">{words.pooled(pooled.campaigns, pooled.customers)}</p>
      <p className="tabular">{words.pooledLine(signed(pooled.extraPerHundred), signed(pooled.interval[0]), signed(pooled.interval[1]))}</p>
    </div>
  )
}

function Groups({ result }: { result: Result }) {
  const words = campaignWords()
  return (
    <div className="-mx-4 overflow-x-auto px-4" tabIndex={0} role="region" aria-label={words.group}>
      <table className="w-full text-left tabular">
        <thead>
          <tr className="text-sm text-soft">
            <th className="py-1 pr-1.5 sm:pr-3 font-semibold">{words.group}</th>
            <th className="py-1 pr-1.5 sm:pr-3 text-right font-semibold">{words.customersColumn}</th>
            <th className="py-1 pr-1.5 sm:pr-3 text-right font-semibold">{words.buyersColumn}</th>
            <th className="py-1 text-right font-semibold">{words.basketColumn}</th>
          </tr>
        </thead>
        <tbody>
          {result.arms.map((arm) => (
            <tr key={arm.name} className="border-t border-line">
              <th scope="row" className="py-2 pr-1.5 sm:pr-3 font-semibold">
                {arm.name === 'holdout' ? words.heldOutGroup : words.variant(arm.name)}
                {arm.verdict === 'better' && <span className="block text-sm text-good">{words.better}</span>}
                {arm.verdict === 'worse' && <span className="block text-sm text-bad">{words.worse}</span>}
              </th>
              <td className="py-2 pr-1.5 sm:pr-3 text-right">{number(arm.customers)}</td>
              <td className="py-2 pr-1.5 sm:pr-3 text-right">{number(arm.buyers)}</td>
              <td className="py-2 text-right">{arm.basket === null ? '–' : rupiah(arm.basket)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

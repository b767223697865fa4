import { Link } from '@tanstack/react-router'
import { aboutRupiah, rupiah } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import type { Computed } from './queries.ts'
import { figureWords } from './words.ts'

const look = 'inline-flex min-h-12 items-center font-semibold text-primary underline'
const shownDays = 90

/** What messages and the model cost, and what promotions brought against those held out. */
export function GainCard({ gain }: { gain: Computed['gain'] }) {
  const words = figureWords()
  const { model, messages, campaigns, extra, margin } = gain
  return (
    <Card title={words.gain}>
      <p className="text-sm text-soft">{words.threeMonths}</p>
      <ul className="flex flex-col gap-2">
        <li>{messages.sent === 0 ? words.noMessages : words.messageCost(rupiah(messages.cost), messages.sent)}</li>
        <li>{model.answers === 0 ? words.noModel : model.cost === null ? words.modelUnpriced(model.answers) : words.modelCost(rupiah(model.cost), model.answers)}</li>
        <li>
          <Extra extra={extra} margin={margin} />{' '}
          {campaigns.measuring > 0 && words.measuring(campaigns.measuring)} {campaigns.unmeasurable > 0 && words.unmeasurable(campaigns.unmeasurable)}
        </li>
      </ul>
      <nav aria-label={words.gain} className="flex flex-wrap gap-x-6">
        <Link to="/laporan/$report" params={{ report: 'campaign-history' }} search={{ hari: shownDays }} className={look}>
          {words.links.campaigns}
        </Link>
        {model.answers > 0 && (
          <Link to="/asisten" className={look}>
            {words.links.model}
          </Link>
        )}
      </nav>
    </Card>
  )
}

/** Extra sales are claimed only where the whole range lies on one side. */
function Extra({ extra, margin }: Pick<Computed['gain'], 'extra' | 'margin'>) {
  const words = figureWords()
  if (!extra) return words.noExtra
  const about = (amount: number) => aboutRupiah(Math.abs(amount))
  if (extra.low <= 0 && extra.high >= 0) {
    return (
      <>
        <strong>{words.extraUnsure}</strong> {words.extraBothWays(about(extra.low), about(extra.high))} {words.extraHow}
      </>
    )
  }
  if (extra.estimate < 0) {
    return (
      <>
        <strong>{words.lost(about(extra.estimate))}</strong> {words.extraRange(about(extra.high), about(extra.low))} {words.extraHow}
      </>
    )
  }
  return (
    <>
      <strong>{words.extra(about(extra.estimate))}</strong> {words.extraRange(about(extra.low), about(extra.high))} {words.extraHow} {margin === null ? words.noMargin : words.profit(about(extra.estimate * margin))}
    </>
  )
}

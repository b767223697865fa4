import { armsOf, drawArms } from '../../server/src/domains/campaigns/drawing.ts'
import type { Outcome } from '../../server/src/domains/campaigns/outcomes.ts'
import { judgeOutcomes, type Result } from '../../server/src/domains/campaigns/results.ts'
import type { Random } from '../../server/src/models/randomness/seeded-random.ts'
import { live, type Sector, type SimulatedCustomer } from './shop.ts'

export const measureDays = 14
export const holdoutPercent = 25
const campaign = { variants: [{ name: 'A', text: '' }], measureDays, kind: 'broadcast' as const }

/** Draws with the product's own code; only the customers are invented. `lift`: times as many purchases while the message works. */
export function runCampaign(sector: Sector, customers: readonly SimulatedCustomer[], { fromDay, lift }: { fromDay: number; lift: number }, random: Random): Outcome[] {
  const arms = drawArms(customers.length, armsOf(holdoutPercent, campaign.variants), random)
  return customers.map((customer, index) => {
    const arm = arms[index]
    if (arm !== 'holdout') Object.assign(customer, { movedUntil: fromDay + measureDays - 1, movedBy: lift })
    let [orders, amount] = [0, 0]
    for (let day = fromDay; day < fromDay + measureDays; day++) {
      const bought = live(sector, customer, day)
      if (bought > 0) orders++
      amount += bought
    }
    return { customerId: '', arm, status: arm === 'holdout' ? 'held_out' : 'sent', startedAt: new Date(0), isKnown: true, orders, amount }
  })
}

/** What the owner reads. */
export const judge = (outcomes: Outcome[], series: Outcome[][] = []): Result => judgeOutcomes(campaign, outcomes, series)

/** A claim in words, as the owner reads it. */
export const claims = ({ verdict }: Result) => verdict?.code === 'more' || verdict?.code === 'fewer'
export const claimsMoney = ({ extraAmount }: Result) => extraAmount !== null && extraAmount.verdict !== 'not-enough-evidence'

import { armsOf, drawArms } from '../../server/src/domains/campaigns/drawing.ts'
import type { Outcome } from '../../server/src/domains/campaigns/outcomes.ts'
import { judgeOutcomes, type Result } from '../../server/src/domains/campaigns/results.ts'
import type { Random } from '../../server/src/models/randomness/seeded-random.ts'
import { live, type Sector, type SimulatedCustomer } from './shop.ts'

export const measureDays = 14
export const campaign = { variants: [{ name: 'A', text: '' }], measureDays, kind: 'broadcast' as const }

/** Draws and judges with the product's own code; only the customers are invented. `lift`: times as many purchases while the message works. */
export function runCampaign(sector: Sector, customers: readonly SimulatedCustomer[], input: { fromDay: number; holdoutPercent: number; lift: number }, random: Random): Outcome[] {
  const arms = drawArms(customers.length, armsOf(input.holdoutPercent, campaign.variants), random)
  return customers.map((customer, index) => {
    const arm = arms[index]
    if (arm !== 'holdout') Object.assign(customer, { movedUntil: input.fromDay + measureDays - 1, movedBy: input.lift })
    let [orders, amount] = [0, 0]
    for (let day = input.fromDay; day < input.fromDay + measureDays; day++) {
      const bought = live(sector, customer, day, random)
      if (bought > 0) orders++
      amount += bought
    }
    return { customerId: '', arm, status: arm === 'holdout' ? 'held_out' : 'sent', startedAt: new Date(0), isKnown: true, orders, amount }
  })
}

export function judge(outcomes: Outcome[], series: Outcome[][] = []): Result {
  return judgeOutcomes(campaign, outcomes, series)
}

/** A claim in words, as the owner reads it. */
export const claims = ({ verdict }: Result) => verdict?.code === 'more' || verdict?.code === 'fewer'
export const claimsMoney = ({ extraAmount }: Result) => extraAmount !== null && extraAmount.verdict !== 'not-enough-evidence'

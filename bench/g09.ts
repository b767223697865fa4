/** G9: BG/NBD and Gamma–Gamma reproduce the published fits of the CDNOW sample. */
import { fitBgNbd } from '../server/src/models/lifetime-value/bg-nbd.ts'
import { expectedPurchases } from '../server/src/models/lifetime-value/expected-purchases.ts'
import { fitGammaGamma } from '../server/src/models/lifetime-value/gamma-gamma.ts'
import { purchaseHistories } from '../server/src/models/lifetime-value/purchase-history.ts'
import { score, skip } from './harness.ts'
import { dayOf, readCdnow } from './purchases-data.ts'

const goal = 'G9'
const transactions = readCdnow()
if (transactions) reproduce(purchaseHistories(transactions, dayOf('1997-09-30')))
else skip(goal, 'published values', 'the shared data folder is absent')

function reproduce(histories: ReturnType<typeof purchaseHistories>): void {
  const fit = fitBgNbd(histories)
  const spending = fitGammaGamma(histories)
  if (fit.status !== 'fitted' || spending.status !== 'fitted') throw new Error('CDNOW could not be fitted')
  const published: [what: string, ours: number, peer: number, unit: string][] = [
    ['BG/NBD log-likelihood', fit.logLikelihood, -9582.429, 'nats'],
    ['BG/NBD r', fit.parameters.r, 0.2426, ''],
    ['BG/NBD alpha', fit.parameters.alpha, 4.4136, 'weeks'],
    ['BG/NBD a', fit.parameters.a, 0.7929, ''],
    ['BG/NBD b', fit.parameters.b, 2.4259, ''],
    ['E[Y(39)] for x 2, t 30.43, T 38.86', expectedPurchases(fit.parameters, { repeats: 2, recency: 30.43, age: 38.86 }, 39), 1.2259, 'purchases'],
    ['Gamma–Gamma log-likelihood', spending.logLikelihood, -4055.918, 'nats'],
    ['Gamma–Gamma p', spending.parameters.p, 6.249, ''],
    ['Gamma–Gamma q', spending.parameters.q, 3.745, ''],
    ['Gamma–Gamma gamma', spending.parameters.gamma, 15.448, 'dollars'],
  ]
  for (const [what, ours, peer, unit] of published) {
    score({ goal, what, against: 'published', ours, peer, n: fit.customers, unit, target: { within: unit === 'nats' ? 0.005 : 1e-3 * Math.max(1, Math.abs(peer)) } })
  }
  const heavy = [151, 400, 5_000].map((repeats) => expectedPurchases(fit.parameters, { repeats, recency: 38, age: 39 }, 39))
  score({ goal, what: 'finite expectations above 150 repeats', against: 'all', ours: heavy.filter(Number.isFinite).length, peer: heavy.length, n: heavy.length, unit: 'customers', target: { ratioAtLeast: 1 } })
}

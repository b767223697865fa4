/** G10: the BG/NBD fit beside SciPy's L-BFGS-B with an exact gradient, on CDNOW copies whose histories all differ a little. */
import { fitBgNbd, type PurchaseCounts } from '../server/src/models/lifetime-value/bg-nbd.ts'
import { purchaseHistories } from '../server/src/models/lifetime-value/purchase-history.ts'
import { bySize, compare, exponent, score, seededRandom, skip } from './harness.ts'
import { dayOf, readCdnow } from './purchases-data.ts'
import { findPython } from './subprocess.ts'

const goal = 'G10'

/** Vectorised over customers, logarithms of the parameters, as in the authors' note. */
const peer = `
import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln, digamma
def run(data):
    for _ in range(data['times']): answer = fit(data)
    return answer
def fit(data):
    x, tx, T = (np.array(data[k]) for k in ('x', 'tx', 'T'))
    n = len(x); some = x > 0
    def objective(theta):
        r, alpha, a, b = np.exp(theta)
        end, last = np.log(alpha + T), np.log(alpha + tx)
        odds = np.where(some, np.log(a) - np.log(np.maximum(b + x - 1, 1e-300)) + (r + x) * (end - last), -np.inf)
        value = (gammaln(r + x) - gammaln(r) + r * np.log(alpha) + gammaln(a + b) + gammaln(b + x)
                 - gammaln(b) - gammaln(a + b + x) - (r + x) * end + np.logaddexp(0, odds))
        left = 1 / (1 + np.exp(-odds))
        dr = digamma(r + x) - digamma(r) + np.log(alpha) - (1 - left) * end - left * last
        dalpha = r / alpha - (r + x) * ((1 - left) / (alpha + T) + left / (alpha + tx))
        dab = digamma(a + b) - digamma(a + b + x)
        da = dab + left / a
        db = dab + digamma(b + x) - digamma(b) - np.where(some, left / np.maximum(b + x - 1, 1e-300), 0)
        g = np.array([(dr * r).sum(), (dalpha * alpha).sum(), (da * a).sum(), (db * b).sum()])
        return -value.sum() / n, -g / n
    found = minimize(objective, np.log([0.5, 5, 1, 3]), jac=True, method='L-BFGS-B', options={'ftol': 1e-14, 'gtol': 1e-9})
    return -found.fun * n
`

const transactions = readCdnow()
const python = findPython(['numpy', 'scipy'])
if (transactions) {
  const customers = purchaseHistories(transactions, dayOf('1997-09-30'))
  if (python) {
    // The small fit takes milliseconds: both repeat it, so that starting up does not count.
    for (const [copies, times, ratioAtLeast] of [[1, 20, 1], [bySize({ small: 10, normal: 100, full: 100 }), 1, 5]] as const) {
      const list = copiesOf(customers, copies)
      const columns = { times, x: list.map(({ repeats }) => repeats), tx: list.map(({ recency }) => recency), T: list.map(({ age }) => age) }
      await compare({
        goal, what: 'BG/NBD fit', against: `SciPy L-BFGS-B (${python.versions})`, n: list.length * times, unit: 'customers per CPU-second',
        target: { ratioAtLeast }, rounds: 3,
        ours: () => Array.from({ length: times }, () => likelihoodOf(list))[0] ?? NaN,
        peer: () => python.run<number>(peer, columns),
        differs: (ours, theirs) => (Math.abs(ours / theirs - 1) < 1e-7 ? undefined : `log-likelihoods ${ours} and ${theirs}`),
      })
    }
  } else skip(goal, 'BG/NBD fit', 'Python with numpy and scipy is absent')

  await exponent({
    goal, what: 'BG/NBD fit', unit: 'customers', atMost: 1.02, rounds: 3,
    sizes: bySize({ small: [10_000, 30_000, 100_000], normal: [23_570, 78_000, 235_700], full: [23_570, 78_000, 235_700] }),
    prepare: (size) => {
      const list = copiesOf(customers, Math.ceil(size / customers.length)).slice(0, size)
      return () => likelihoodOf(list)
    },
  })
  const list = copiesOf(customers, 50)
  const started = process.cpuUsage()
  likelihoodOf(list)
  const { user, system } = process.cpuUsage(started)
  score({ goal, what: 'whole fit with standard errors', against: 'none', ours: ((user + system) * 1000) / list.length, peer: NaN, n: list.length, unit: 'ns of CPU per customer', target: { shownOnly: true } })
} else skip(goal, 'BG/NBD fit', 'the shared data folder is absent')

function likelihoodOf(list: PurchaseCounts[]): number {
  const fit = fitBgNbd(list)
  if (fit.status !== 'fitted') throw new Error(fit.reason)
  return fit.logLikelihood
}

/** Copies whose times are stretched by up to 0.1 %, so that counting equal histories once gains nothing. */
function copiesOf(customers: readonly PurchaseCounts[], copies: number): PurchaseCounts[] {
  const random = seededRandom(10)
  return Array.from({ length: copies }, () => customers).flat().map(({ repeats, recency, age }) => {
    const stretch = 1 + random() * 1e-3
    return { repeats, recency: recency * stretch, age: age * stretch }
  })
}

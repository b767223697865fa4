/** G7: recommender quality beside tuned NumPy peers on a time split of Online Retail, and EASE equal to NumPy's. */
import { ease } from '../server/src/models/recommendation/ease.ts'
import { boughtBy, collectInteractions, purchasesBefore, type Interactions } from '../server/src/models/recommendation/interactions.ts'
import { rankingQuality, topItems } from '../server/src/models/recommendation/ranking.ts'
import { fitRecommender, recommenderScorer } from '../server/src/models/recommendation/recommender.ts'
import { benchSize, score, skip } from './harness.ts'
import { dayOf, makePurchases, readOnlineRetail } from './purchases-data.ts'
import { findPython, type Python } from './subprocess.ts'

const goal = 'G7'

const easePeer = `
import numpy as np
def run(data):
    X = np.zeros((data['users'], data['items'])); X[data['u'], data['i']] = 1
    P = np.linalg.inv(X.T @ X + data['lambda'] * np.eye(data['items']))
    B = -P / np.diag(P); np.fill_diagonal(B, 0)
    return B.ravel().tolist()
`

/** Each peer takes the setting that ranks best in the last tenth of the training rows, then learns from all of them. */
const peers = `
import numpy as np
def popularity(X, days, half):
    return np.tile(np.bincount(days[1], 0.5 ** (days[0] / half), X.shape[1]), (X.shape[0], 1))
def knn(X, days, setting):
    shrink, k = setting
    G = X.T @ X; d = np.sqrt(np.diag(G)); S = G / (np.outer(d, d) + shrink); np.fill_diagonal(S, 0)
    cut = -np.partition(-S, k, axis=0)[k]; S[S <= cut] = 0
    return X @ S
def rp3beta(X, days, beta):
    users = np.maximum(X.sum(1), 1); items = np.maximum(X.sum(0), 1)
    W = (X / items).T @ (X / users[:, None]); np.fill_diagonal(W, 0)
    return (X / users[:, None]) @ (W / items ** beta)
def ease(X, days, lam):
    P = np.linalg.inv(X.T @ X + lam * np.eye(X.shape[1])); B = -P / np.diag(P); np.fill_diagonal(B, 0)
    return X @ B
def ials(X, days, setting):
    reg, alpha = setting; f = 64; rng = np.random.default_rng(1)
    U = rng.normal(0, 0.01, (X.shape[0], f)); V = rng.normal(0, 0.01, (X.shape[1], f))
    rows = [np.flatnonzero(r) for r in X]; columns = [np.flatnonzero(c) for c in X.T]
    def side(own, other, lists):
        G = other.T @ other + reg * np.eye(f)
        for n, l in enumerate(lists):
            if len(l): O = other[l]; own[n] = np.linalg.solve(G + alpha * O.T @ O, (1 + alpha) * O.sum(0))
    for _ in range(8): side(U, V, rows); side(V, U, columns)
    return U @ V.T
settings = {'popularity': (popularity, [7, 14, 30, 90]), 'item-kNN': (knn, [(10, 100), (50, 100), (10, 50)]),
            'RP3beta': (rp3beta, [0.3, 0.5, 0.7]), 'EASE': (ease, [100, 300, 1000]), 'iALS': (ials, [(10, 5), (30, 10)])}
def load(part, users, items):
    X = np.zeros((users, items)); X[part['u'], part['i']] = 1
    return X, (np.array(part['age']), np.array(part['dayItem']))
def rank(S, X, who):
    S = np.where(X[who] > 0, -np.inf, S[who]); return np.argsort(-S, axis=1, kind='stable')[:, :10]
def ndcg(top, relevant):
    gain = 1 / np.log2(np.arange(2, 12)); total = 0
    for t, r in zip(top, relevant):
        r = set(r); total += sum(g for g, i in zip(gain, t) if i in r) / gain[:min(10, len(r))].sum()
    return total / len(relevant)
def run(data):
    past, pastDays = load(data['past'], data['users'], data['items']); X, days = load(data['train'], data['users'], data['items'])
    answer = {}
    for name, (model, grid) in settings.items():
        scores = [ndcg(rank(model(past, pastDays, s), past, data['pastWho']), data['pastRelevant']) for s in grid]
        best = grid[int(np.argmax(scores))]
        answer[name] = {'setting': str(best), 'top': rank(model(X, days, best), X, data['who']).tolist()}
    return answer
`

const python = findPython(['numpy'])
if (python) {
  checkEase(python)
  const lines = benchSize === 'small' ? undefined : readOnlineRetail()
  if (lines) beatPeers(python, lines.map(({ customer, item, day }) => ({ user: customer, item, day })))
  else skip(goal, 'nDCG@10', benchSize === 'small' ? 'takes minutes; not in the small run' : 'the shared data folder is absent')
} else skip(goal, 'all', 'Python with numpy is absent')

function checkEase({ run, versions }: Python): void {
  const interactions = collectInteractions(makePurchases(2_000, 300, 12, 7))
  const ours = ease(interactions, { lambda: 50 }).weights
  const { answer } = run<number[]>(easePeer, { ...pairsOf(interactions), users: interactions.users.length, items: interactions.items.length, lambda: 50 })
  const distance = ours.reduce((most, value, at) => Math.max(most, Math.abs(value - (answer[at] ?? NaN))), 0)
  score({ goal, what: 'largest difference of an EASE weight', against: versions, ours: distance, peer: 1e-8, n: ours.length, unit: 'weight', target: { atMost: 1e-8 } })
}

function beatPeers({ run, versions }: Python, purchases: { user: string; item: string; day: number }[]): void {
  const cut = dayOf('2011-11-01')
  const train = collectInteractions(purchases.filter(({ day }) => day < cut))
  const all = collectInteractions(purchases)
  const cases = casesOf(train, all)
  const days = train.day.toSorted()
  const middle = days[Math.floor(days.length * 0.9)] ?? 0
  const past = purchasesBefore(train, middle)
  const pastCases = casesOf(past, train)
  const { answer } = run<Record<string, { setting: string; top: number[][] }>>(peers, {
    users: train.users.length,
    items: train.items.length,
    train: { ...pairsOf(train), ...daysOf(train) },
    past: { ...pairsOf(past), ...daysOf(past) },
    pastWho: pastCases.map(({ user }) => user),
    pastRelevant: pastCases.map(({ relevant }) => [...relevant]),
    who: cases.map(({ user }) => user),
  })
  const auto = rankings(train, 'auto', cases)
  const own = rankings(train, 'ease', cases)
  for (const [name, { setting, top }] of Object.entries(answer)) {
    const peer = ndcg(top, cases)
    const claim = { goal, against: `${name} ${setting}, ${versions}`, peer, n: cases.length, unit: 'nDCG@10' }
    score({ ...claim, what: 'automatic choice, items new to the customer', ours: ndcg(auto, cases), target: { ratioAtLeast: 1 } })
    if (name === 'EASE') score({ ...claim, what: 'EASE, λ by validation', ours: ndcg(own, cases), target: { ratioAtLeast: 0.995 } })
  }
}

interface Case {
  user: number
  relevant: Set<number>
}

/** Users of `known` and the items, new to them, that they bought by the end of `later`; both share their ids. */
function casesOf(known: Interactions, later: Interactions): Case[] {
  const laterUser = new Map(later.users.map((id, u) => [id, u] as const))
  const itemIndex = new Map(known.items.map((id, i) => [id, i] as const))
  const sold = new Set(known.item)
  return known.users.flatMap((id, user) => {
    const owned = new Set(boughtBy(known, user).item)
    const u = laterUser.get(id)
    if (owned.size === 0 || u === undefined) return []
    const bought = Array.from(boughtBy(later, u).item, (i) => itemIndex.get(later.items[i] ?? '') ?? -1)
    const relevant = new Set(bought.filter((i) => i >= 0 && sold.has(i) && !owned.has(i)))
    return relevant.size > 0 ? [{ user, relevant }] : []
  })
}

function rankings(train: Interactions, model: 'auto' | 'ease', cases: Case[]): ArrayLike<number>[] {
  const scorer = recommenderScorer(fitRecommender(train, { model }))
  const scores = new Float64Array(train.items.length)
  return cases.map(({ user }) => {
    const bought = boughtBy(train, user)
    scorer(bought, scores)
    for (const i of bought.item) scores[i] = -Infinity
    return topItems(scores, 10)
  })
}

function ndcg(tops: ArrayLike<number>[], cases: Case[]): number {
  return cases.reduce((sum, { relevant }, at) => sum + rankingQuality(tops[at] ?? [], relevant, 10).ndcg, 0) / cases.length
}

function pairsOf({ users, rowStart, item }: Interactions) {
  const u = users.flatMap((_, user) => Array.from({ length: (rowStart[user + 1] ?? 0) - (rowStart[user] ?? 0) }, () => user))
  return { u, i: [...item] }
}

/** Every purchase day with its item and its age at the end. */
function daysOf({ item, dayStart, day, now }: Interactions) {
  const dayItem = [...item].flatMap((i, p) => Array.from({ length: (dayStart[p + 1] ?? 0) - (dayStart[p] ?? 0) }, () => i))
  return { dayItem, age: Array.from(day, (at) => Math.max(0, now - at)) }
}

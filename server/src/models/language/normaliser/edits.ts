/**
 * How a spoken or hurried spelling differs from a word, as counts of edit operations, from the cheapest alignment.
 * The costs steer the alignment only; what an operation says about a candidate is learnt (`ranker.ts`).
 */
export const editNames = [
  'addA', 'addI', 'addU', 'addE', 'addO',
  'addFirstH', 'addH', 'addFinalK', 'addNasal', 'addGlide', 'addConsonant', 'addLast',
  'dropDouble', 'dropH', 'dropFinalK', 'dropVowel', 'dropConsonant',
  'eToA', 'oToU', 'iToE', 'uToO', 'vowelToVowel', 'eToAi', 'oToAu', 'oeToU',
  'soundTwin', 'glideTwin', 'consonantToConsonant', 'swap',
] as const

export type EditName = (typeof editNames)[number]

/** Counts by index in `editNames`, or `undefined` when the words differ more than `maximumCost`. */
export function alignEdits(written: string, word: string, maximumCost = 6): Uint8Array | undefined {
  const rows = written.length + 1
  const columns = word.length + 1
  if (rows * columns > cells || Math.abs(rows - columns) > 8) return undefined
  costs.fill(Infinity, 0, rows * columns)
  costs[0] = 0
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const at = i * columns + j
      if (costs[at] === Infinity) continue
      extend(written, word, i, j, at, columns)
    }
  }
  const end = rows * columns - 1
  if (costs[end] > maximumCost) return undefined
  const counts = new Uint8Array(editNames.length)
  for (let at = end; at > 0; at = cameFrom[at]) if (operations[at] >= 0) counts[operations[at]]++
  return counts
}

const cells = 1024
const costs = new Float64Array(cells)
const cameFrom = new Int32Array(cells)
const operations = new Int8Array(cells)

const extend = (written: string, word: string, i: number, j: number, at: number, columns: number): void => {
  const a = written[i] as string | undefined
  const b = word[j] as string | undefined
  const move = (di: number, dj: number, name: EditName | undefined, cost: number) => {
    const to = (i + di) * columns + j + dj
    if (costs[at] + cost >= costs[to]) return
    costs[to] = costs[at] + cost
    cameFrom[to] = at
    operations[to] = name === undefined ? -1 : indexOf[name]
  }
  if (a !== undefined && a === b) move(1, 1, undefined, 0)
  if (b !== undefined) moveAdd(a, b, i, j, word, move)
  if (a !== undefined) moveDrop(a, i, written, move)
  if (a === undefined || b === undefined) return
  if (a !== b) moveReplace(a, b, move)
  const nextA = written[i + 1] as string | undefined
  const nextB = word[j + 1] as string | undefined
  if (a === 'e' && b === 'a' && nextB === 'i') move(1, 2, 'eToAi', 0.6)
  if (a === 'o' && b === 'a' && nextB === 'u') move(1, 2, 'oToAu', 0.6)
  if (a === 'o' && nextA === 'e' && b === 'u') move(2, 1, 'oeToU', 0.5)
  if ((a + nextA === 'dj' && b === 'j') || (a + nextA === 'tj' && b === 'c') || (a + nextA === 'nk' && b + nextB === 'ng')) {
    move(2, b === 'n' ? 2 : 1, 'soundTwin', 0.5)
  }
  if (nextA !== undefined && nextA === b && a === nextB && a !== b) move(2, 2, 'swap', 1)
}

type Move = (di: number, dj: number, name: EditName | undefined, cost: number) => void

const moveAdd = (a: string | undefined, b: string, i: number, j: number, word: string, move: Move): void => {
  if (vowels.includes(b)) move(0, 1, `add${b.toUpperCase()}` as EditName, 0.5) // one of the five names, by the test before
  else if (b === 'h') move(0, 1, i === 0 && j === 0 ? 'addFirstH' : 'addH', 0.5)
  else if (b === 'k' && j === word.length - 1) move(0, 1, 'addFinalK', 0.5)
  else if (b === 'w' || b === 'y') move(0, 1, 'addGlide', 0.7)
  else if (b === 'n' || b === 'm' || (b === 'g' && word[j - 1] === 'n')) move(0, 1, 'addNasal', 0.8)
  else move(0, 1, a === undefined ? 'addLast' : 'addConsonant', 1)
}

const moveDrop = (a: string, i: number, written: string, move: Move): void => {
  if (a === written[i - 1]) move(1, 0, 'dropDouble', 0.3)
  else if (a === 'h') move(1, 0, 'dropH', 0.5)
  else if (a === 'k' && i === written.length - 1) move(1, 0, 'dropFinalK', 0.5)
  else move(1, 0, vowels.includes(a) ? 'dropVowel' : 'dropConsonant', 1.1)
}

const moveReplace = (a: string, b: string, move: Move): void => {
  const pair = a + b
  if (vowels.includes(a) && vowels.includes(b)) move(1, 1, vowelNames[pair] ?? 'vowelToVowel', vowelNames[pair] ? 0.6 : 0.9)
  else if (twins.has(pair)) move(1, 1, 'soundTwin', 0.5)
  else if (glides.has(pair)) move(1, 1, 'glideTwin', 0.6)
  else if (!vowels.includes(a) && !vowels.includes(b)) move(1, 1, 'consonantToConsonant', 1.6)
}

const vowels = 'aiueo'
const vowelNames: Record<string, EditName> = { ea: 'eToA', ou: 'oToU', ie: 'iToE', uo: 'uToO' }
const twins = new Set(['zs', 'sz', 'zj', 'jz', 'vf', 'fv', 'fp', 'pf', 'vp', 'qk', 'ck', 'kc', 'xk', 'gk', 'kg', 'bp', 'pb', 'dt', 'td', 'sc'])
const glides = new Set(['yi', 'iy', 'wu', 'uw', 'yj', 'wo', 'ow'])
const indexOf = Object.fromEntries(editNames.map((name, index) => [name, index])) as Record<EditName, number> // keys are the names

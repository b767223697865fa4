export interface Piece {
  kind: 'same' | 'out' | 'in'
  text: string
}

/** What was taken out and put in between two texts, word by word, in reading order (longest common subsequence). */
export function diffWords(before: string, after: string): Piece[] {
  const [a, b] = [before.split(/\s+/).filter(Boolean), after.split(/\s+/).filter(Boolean)]
  const common = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0))
  for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--) common[i][j] = a[i] === b[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1])
  const pieces: Piece[] = []
  const add = (kind: Piece['kind'], word: string) => {
    const last = pieces.at(-1)
    if (last?.kind === kind) last.text += ` ${word}`
    else pieces.push({ kind, text: word })
  }
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) add('same', a[(i++, j++, i - 1)])
    else if (i < a.length && (j === b.length || common[i + 1][j] >= common[i][j + 1])) add('out', a[i++])
    else add('in', b[j++])
  }
  return pieces
}

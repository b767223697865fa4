/** Where a long text is best cut, best first: between paragraphs, lines, sentences, words. */
const seams = [/\n{2,}/g, /\n/g, /(?<=[.!?]) /g, / /g]

/** A text in parts of at most `limit` UTF-16 units, or UTF-8 bytes, cut where it hurts least, never inside a character. Empty text has no parts. */
export function splitText(text: string, limit: number, unit: 'letters' | 'bytes' = 'letters'): string[] {
  const parts: string[] = []
  let rest = text.trim()
  const room = new Uint8Array(unit === 'bytes' ? limit : 0)
  for (;;) {
    const fits = unit === 'bytes' ? new TextEncoder().encodeInto(rest, room).read : limit
    if (rest.length <= fits) break
    const cut = bestCut(rest, fits)
    parts.push(rest.slice(0, cut).trimEnd())
    rest = rest.slice(cut).trimStart()
  }
  return rest === '' ? parts : [...parts, rest]
}

function bestCut(text: string, limit: number): number {
  const head = text.slice(0, limit + 1)
  for (const seam of seams) {
    const last = [...head.matchAll(seam)].findLast((match) => match.index <= limit)
    // A seam in the first half would leave a crumb of a message.
    if (last && last.index > limit / 2) return last.index
  }
  const code = text.charCodeAt(limit - 1)
  return code >= 0xd800 && code <= 0xdbff ? limit - 1 : limit
}

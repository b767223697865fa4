/**
 * Whether an answer holds a text: case is ignored, amounts count in any spelling (45000 as `45.000`, `45rb`,
 * `45 ribu`), and digits must stand alone, so that 45000 is not found in 145000.
 */
export function holds(answer: string, wanted: string): boolean {
  const text = plainNumbers(answer)
  const needle = plainNumbers(wanted)
  const before = /^\d/.test(needle) ? '(?<![\\d])(?<!\\d[.,])' : ''
  const after = /\d$/.test(needle) ? '(?![\\d])(?![.,]\\d)' : ''
  if (before || after) return new RegExp(before + escape(needle) + after).test(text)
  return text.includes(needle)
}

/** Lower case, thousands without marks, `rb`, `ribu`, `jt`, `juta` multiplied out, spaces single. */
export function plainNumbers(text: string): string {
  return text
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/(?<![\d.,])(\d+(?:[.,]\d+)?) ?(rb|ribu|k|jt|juta)(?![\p{L}\d])/gu, (_, digits: string, scale: string) =>
      String(Math.round(Number(digits.replace(',', '.')) * (scale.startsWith('j') ? 1e6 : 1e3))),
    )
    .replace(/(?<![\d.,])\d{1,3}(?:[.,]\d{3})+(?![\d]|[.,]\d)/g, (digits) => digits.replace(/[.,]/g, ''))
    .replace(/(?<=\d),-/g, '')
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

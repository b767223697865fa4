/** What comes before the words that are answered, as mail programs write it. */
const quoteStarts = [
  /^(?:On|Pada)\b.{5,200}\b(?:wrote|menulis)\s*:\s*$/i,
  /^-{2,}\s*(?:Original Message|Pesan Asli|Forwarded message|Pesan yang diteruskan)\s*-{2,}$/i,
  /^_{10,}$/,
  /^(?:From|Dari):\s.{3,}$/i,
]

/**
 * What the person wrote now, without the history that mail programs put below it and without a signature. A mail that
 * is nothing else is kept whole.
 */
export function ownWords(text: string): string {
  const lines = withoutPictures(text.replace(/\r\n?/g, '\n')).split('\n')
  const end = lines.findIndex((line, index) => index > 0 && (line === '-- ' || startsQuote(lines, index)))
  const kept = (end === -1 ? lines : lines.slice(0, end)).filter((_, index, all) => !isTrailingQuote(all, index))
  const words = tidy(kept.join('\n'))
  return words === '' ? tidy(withoutPictures(text)) : words
}

/** What stands in place of pictures once HTML has become text: addresses that would tell who opened them. */
function withoutPictures(text: string): string {
  return text.replace(/\[(?:cid|data):[^\]\s]*\]/gi, '').replace(/^[ \t]*\[https?:[^\]\s]*\][ \t]*$/gim, '')
}

function startsQuote(lines: string[], index: number): boolean {
  const line = lines[index].trim()
  // Long ones are broken in two.
  const joined = `${line} ${lines[index + 1]?.trim() ?? ''}`
  if (/^(?:From|Dari):/i.test(line)) return /^(?:Sent|Date|To|Dikirim|Tanggal|Kepada):/im.test(lines.slice(index + 1, index + 5).join('\n')) && quoteStarts[3].test(line)
  return quoteStarts.slice(0, 3).some((pattern) => pattern.test(line) || (/^(?:On|Pada)\b/i.test(line) && pattern.test(joined)))
}

/** Quoted lines at the end; those between answers belong to them. */
function isTrailingQuote(lines: string[], index: number): boolean {
  return /^>/.test(lines[index]) && lines.slice(index).every((line) => /^>|^\s*$/.test(line))
}

function tidy(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/(?<![ \t])[ \t]+\n/g, '\n').replace(/\n{3,}/g, '\n\n').trim()
}

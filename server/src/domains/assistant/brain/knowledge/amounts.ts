/** The first rupiah amount of a shop's sentence (`Rp150.000`, `15 ribu`, `1,5 juta`), or `null`. */
export function amountIn(text: string): number | null {
  return amountsIn(text)[0]?.amount ?? null
}

export function amountsIn(text: string): { amount: number; at: number }[] {
  const found: { amount: number; at: number }[] = []
  for (const match of text.matchAll(/(?:rp\.? ?)?(\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d{1,2})?) ?(rb|ribu|k|jt|juta)?(?![\p{L}\d])/giu)) {
    const [whole, digits, scale] = match
    const factor = scale ? (/^(?:jt|juta)$/i.test(scale) ? 1e6 : 1e3) : 1
    const grouped = /[.,]\d{3}(?!\d)/.test(digits)
    const value = grouped ? Number(digits.replace(/[.,]/g, '')) : Number(digits.replace(',', '.'))
    const isMoney = /^rp/i.test(whole) || scale !== undefined || (grouped && value >= 1_000)
    if (isMoney) found.push({ amount: Math.round(value * factor), at: match.index })
  }
  return found
}

export function percentIn(text: string): number | null {
  const match = /(\d{1,3}(?:[.,]\d+)?) ?(?:%|persen)/i.exec(text)
  return match ? Number(match[1].replace(',', '.')) : null
}

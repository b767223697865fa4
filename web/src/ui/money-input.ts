/** Reads what an owner types as a price: `15000`, `15.000`, `Rp 15.000`, `15rb`, `1,5jt`. `undefined` when unclear. */
export function readRupiah(text: string): number | undefined {
  const plain = text.trim().toLowerCase().replace(/^rp\.?\s*/, '').replace(/,-$/, '')
  const scaled = /^(\d+(?:[.,]\d+)?)\s*(rb|ribu|k|jt|juta)$/.exec(plain)
  if (scaled) return Math.round(Number(scaled[1].replace(',', '.')) * (scaled[2].startsWith('j') ? 1_000_000 : 1_000))
  if (/^\d{1,3}(\.\d{3})+$/.test(plain) || /^\d+$/.test(plain)) return Number(plain.replaceAll('.', ''))
  return undefined
}

/** Integer minor units. For rupiah one unit is one rupiah: the currency has no cents in use. */
export interface Money {
  amount: number
  currency: 'IDR'
}

export function rupiah(amount: number): Money {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`Rupiah must be a whole number, got ${amount}`)
  return { amount, currency: 'IDR' }
}

/** `Rp 1.250.000`, as owners see it. */
export function formatRupiah(amount: number): string {
  const digits = String(Math.abs(Math.round(amount))).replace(/\B(?=(\d{3})+$)/g, '.')
  return `${amount < 0 ? '-' : ''}Rp ${digits}`
}

/** The shop's printed QRIS around its amount, as the server has taken it apart. */
export interface PrintedQris {
  head: string
  tail: string
}

/** Puts the amount in and closes with the checksum (CRC-16, polynomial 0x1021), which a phone without a network must do itself. */
export function qrisWithAmount({ head, tail }: PrintedQris, amount: number): string {
  const digits = String(amount)
  const body = `${head}54${String(digits.length).padStart(2, '0')}${digits}${tail}6304`
  let sum = 0xffff
  for (const byte of new TextEncoder().encode(body)) {
    sum ^= byte << 8
    for (let bit = 0; bit < 8; bit++) sum = sum & 0x8000 ? ((sum << 1) ^ 0x1021) & 0xffff : (sum << 1) & 0xffff
  }
  return body + sum.toString(16).toUpperCase().padStart(4, '0')
}

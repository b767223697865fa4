/** The shop's printed QRIS with an amount: tag 01 says dynamic, tag 54 the amount, and the checksum is made again. */
export function qrisWithAmount(payload: string, amount: number): string | undefined {
  const bytes = new TextEncoder().encode(payload)
  const fields: [tag: string, value: string][] = []
  for (let at = 0; at < bytes.length; ) {
    const head = new TextDecoder().decode(bytes.subarray(at, at + 4))
    if (!/^\d{4}$/.test(head)) return undefined
    const length = Number(head.slice(2))
    fields.push([head.slice(0, 2), new TextDecoder().decode(bytes.subarray(at + 4, at + 4 + length))])
    at += 4 + length
  }
  const kept = fields.filter(([tag]) => tag !== '54' && tag !== '63' && tag !== '55' && tag !== '56' && tag !== '57').map(([tag, value]): [string, string] => [tag, tag === '01' ? '12' : value])
  const at = kept.findIndex(([tag]) => tag === '58')
  if (at < 0) return undefined
  kept.splice(at, 0, ['54', String(amount)])
  const body = kept.map(([tag, value]) => tag + String(new TextEncoder().encode(value).length).padStart(2, '0') + value).join('')
  const open = `${body}6304`
  let crc = 0xffff
  for (const byte of new TextEncoder().encode(open)) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
  }
  return open + crc.toString(16).toUpperCase().padStart(4, '0')
}

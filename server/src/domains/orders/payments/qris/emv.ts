import { invalidInput } from '#platform/errors'

/**
 * QRIS payloads: EMVCo merchant-presented codes, a list of two-digit tags with two-digit lengths, closed by a checksum.
 * Lengths count bytes of UTF-8.
 */
export interface EmvField {
  tag: string
  value: string
}

/** CRC-16/CCITT-FALSE (polynomial 0x1021, start 0xFFFF, not reflected) as four upper-case hex digits. */
export function checksum(text: string): string {
  let crc = 0xffff
  for (const byte of Buffer.from(text, 'utf8')) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
  }
  return crc.toString(16).toUpperCase().padStart(4, '0')
}

/** Takes a payload apart; `undefined` when it is cut, malformed, or its checksum is another. */
export function parseEmv(payload: string): EmvField[] | undefined {
  const bytes = Buffer.from(payload, 'utf8')
  const fields: EmvField[] = []
  for (let at = 0; at < bytes.length; ) {
    const head = bytes.subarray(at, at + 4).toString('latin1')
    if (!/^\d{4}$/.test(head)) return undefined
    const length = Number(head.slice(2))
    if (at + 4 + length > bytes.length) return undefined
    fields.push({ tag: head.slice(0, 2), value: bytes.subarray(at + 4, at + 4 + length).toString('utf8') })
    at += 4 + length
  }
  const last = fields.at(-1)
  if (fields[0]?.tag !== '00' || last?.tag !== '63' || last.value !== checksum(payload.slice(0, -4))) return undefined
  return fields
}

/** The payload of these fields, with its checksum. */
export function buildEmv(fields: EmvField[]): string {
  const body = written(fields.filter((field) => field.tag !== '63'))
  return `${body}6304${checksum(`${body}6304`)}`
}

const written = (fields: readonly EmvField[]): string => fields.map(({ tag, value }) => tag + String(Buffer.byteLength(value)).padStart(2, '0') + value).join('')

/** The shop's printed code with an amount in it: tag 01 says dynamic, 54 holds the amount, in the order of tags. */
export function withAmount(payload: string, amount: number, tip?: { fixed: number } | { percent: string }): string {
  const around = aroundAmount(payload)
  if (!around) throw notQris()
  const { head, tail } = around
  const tips = tip === undefined ? [] : 'fixed' in tip ? [{ tag: '55', value: '02' }, { tag: '56', value: String(tip.fixed) }] : [{ tag: '55', value: '03' }, { tag: '57', value: tip.percent }]
  const body = `${head}${written([{ tag: '54', value: String(amount) }, ...tips])}${tail}6304`
  return body + checksum(body)
}

/** What stands before and after the amount in the shop's printed code, made dynamic; the checksum is still to come. */
export function aroundAmount(payload: string): { head: string; tail: string } | undefined {
  const fields = parseEmv(payload)
  if (!fields || fields.find((field) => field.tag === '53')?.value !== '360') return undefined
  const kept = fields.filter((field) => !['54', '55', '56', '57', '63'].includes(field.tag)).map((field) => (field.tag === '01' ? { tag: '01', value: '12' } : field))
  const at = kept.findIndex((field) => field.tag === '58')
  return at < 0 ? undefined : { head: written(kept.slice(0, at)), tail: written(kept.slice(at)) }
}

/** Name and city of the merchant, as the code itself says. */
export function merchantOf(payload: string): { name: string; city: string } | undefined {
  const fields = parseEmv(payload)
  const valueOf = (tag: string) => fields?.find((field) => field.tag === tag)?.value ?? ''
  return fields && fields.some((field) => field.tag >= '26' && field.tag <= '51') ? { name: valueOf('59'), city: valueOf('60') } : undefined
}

const notQris = () => invalidInput('Kode QRIS ini tidak terbaca. Ambil lagi isi kode dari gambar QRIS toko Anda.')

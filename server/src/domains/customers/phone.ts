import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/**
 * A phone number in E.164, or `undefined` when it is none. `0812…`, `62812…`, `+62 812-…`, `0062…` and `620812…` are the
 * same number. Digits are cleaned first: the library misreads `0062…`.
 */
export function normalisePhone(text: string): string | undefined {
  // A tracking number has digits too: letters make it something else.
  if (/\p{L}/u.test(text)) return undefined
  const digits = text.replace(/[^\d+]/g, '')
  const international = toInternational(digits)
  if (international === undefined) return undefined
  const parsed = parsePhoneNumberFromString(international, 'ID')
  return parsed?.isValid() ? parsed.number : undefined
}

function toInternational(digits: string): string | undefined {
  if (digits.length < 8 || digits.length > 20) return undefined
  if (digits.startsWith('+620')) return `+62${digits.slice(4)}`
  if (digits.startsWith('+')) return digits
  if (digits.startsWith('00')) return toInternational(`+${digits.slice(2)}`)
  if (digits.startsWith('0')) return `+62${digits.slice(1)}`
  if (digits.startsWith('620')) return `+62${digits.slice(3)}`
  if (digits.startsWith('62')) return `+${digits}`
  if (digits.startsWith('8')) return `+62${digits}`
  return undefined
}

const digitsOf = (text: string) => text.replace(/\D/g, '')

/** Whether this could be a phone number at all; the server knows for certain. */
export function isPhone(text: string): boolean {
  const { length } = digitsOf(text)
  return length >= 8 && length <= 15 && /^[\d\s+().-]+$/.test(text.trim())
}

/** `0812-3456-7890` and `+6281234567890` are the same phone; an empty text is no phone. */
export function isSamePhone(typed: string, stored: string | null): boolean {
  if (stored === null) return typed.trim() === ''
  return typed.trim() !== '' && digitsOf(typed).slice(-8) === digitsOf(stored).slice(-8)
}

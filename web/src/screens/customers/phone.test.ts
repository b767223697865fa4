import { describe, expect, it } from 'vitest'
import { isPhone, isSamePhone } from './phone.ts'

describe('phone numbers as people type them', () => {
  it.each(['0812-3456-7890', '+62 812 3456 7890', '(024) 7654321'])('takes %s', (text) => expect(isPhone(text)).toBe(true))
  it.each(['0812', 'nol delapan', '0812345678 ext 9', '1234567890123456'])('refuses %s', (text) => expect(isPhone(text)).toBe(false))

  it('knows one phone in two ways of writing', () => {
    expect(isSamePhone('0812-3456-7890', '+6281234567890')).toBe(true)
    expect(isSamePhone('0812-3456-7891', '+6281234567890')).toBe(false)
  })

  it('knows that nothing is not a phone', () => {
    expect(isSamePhone(' ', null)).toBe(true)
    expect(isSamePhone('', '+6281234567890')).toBe(false)
    expect(isSamePhone('081234567890', null)).toBe(false)
  })
})

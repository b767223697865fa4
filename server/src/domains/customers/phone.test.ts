import { expect, test } from 'vitest'
import { normalisePhone } from './phone.ts'

test('the ways an Indonesian number is written are one number', () => {
  for (const text of ['0812 3456 7890', '6281234567890', '+62 812-3456-7890', '006281234567890', '81234567890', '62081234567890', '+62081234567890']) {
    expect(normalisePhone(text)).toBe('+6281234567890')
  }
})

test('what is no phone number is none', () => {
  for (const text of ['', '12', 'JNE0261121041', '+62', '0'.repeat(30)]) expect(normalisePhone(text)).toBeUndefined()
})

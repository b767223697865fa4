import { expect, test } from 'vitest'
import { registerOf } from './register.ts'

test.each(['STOP', 'Berhenti', 'stop promo', 'unsubscribe'])('%s alone says nothing about the language', (text) => {
  expect(registerOf([text])).toBe('santai')
  expect(registerOf(['How much is the large one?', text])).toBe('english')
})

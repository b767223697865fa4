import { expect, test } from 'vitest'
import { phrasesFor } from '../brain/answer/phrases.ts'
import { orderWords } from './words.ts'

test.each(['santai', 'javanese', 'english'] as const)('a way of sending without a name leaves no gap (%s)', (register) => {
  const say = phrasesFor(register)
  const order = orderWords(register === 'english')
  const texts = (method: string) => [say.fee(method, 'Solo', 9_000, false, ''), say.feeFree(method, 'Solo', ''), say.feeOpen(method, 'Solo', ''), order.shipping(method, 'Solo', 9_000), order.freeShipping(method, 'Solo')]
  for (const text of texts('')) expect(text).not.toMatch(/ {2}| [.,:]|\b(?:lewat|by)(?: (?:ke|to)\b|[.,])/)
  for (const text of texts('JNE')) expect(text).toMatch(/(?:^|\s)JNE\b/)
})

import { expect, test } from 'vitest'
import { answerIn } from './consent-answer.ts'

test('the code and whatever comes with it are read from a whole address or its end', () => {
  expect(answerIn('https://toko.example/pengaturan/toko-online/izin/a/b?code=abc%2B1&shop_id=9#x')).toEqual({ code: 'abc+1', shop_id: '9' })
  expect(answerIn('?code=abc')).toEqual({ code: 'abc' })
})

test('an address without a code is no answer', () => {
  for (const address of ['', 'https://toko.example/', 'https://toko.example/?error=access_denied', 'code=abc']) expect(answerIn(address)).toBeUndefined()
})

import { expect, it } from 'vitest'
import { trainIntent } from './intent.ts'

it('understands a spelling it never met by its standard form', () => {
  const ask = ['berapa harga ini', 'berapa ya harganya', 'harga berapa kak', 'berapa totalnya']
  const stock = ['masih ada kak', 'stok ada', 'ada yang merah', 'apakah ada']
  const classifier = trainIntent([
    ...ask.map((text) => ({ text, label: 'price' })),
    ...stock.map((text) => ({ text, label: 'availability' })),
  ])
  expect(classifier.predict('brp').label).toBe('price')
  expect(classifier.predict('pinten regine').label).toBe('price')
})

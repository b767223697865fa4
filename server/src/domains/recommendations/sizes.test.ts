import { expect, test } from 'vitest'
import { sizeIn, sizesOf } from './sizes.ts'

test('a size is what a name ends with, and nothing else', () => {
  expect(['Kemeja Batik Navy, M', 'Gamis Sogan xl', 'Sepatu kulit ukuran 42', 'Meja L', 'Lumpia isi 10', 'Kain Mega', 'Dress (L)'].map(sizeIn)).toEqual(['M', 'XL', 'UKURAN 42', 'L', undefined, undefined, 'L'])
  expect(sizesOf(['Kemeja, M', 'Rok, M', 'Wingko'])).toEqual(new Set(['M']))
})

import { describe, expect, it } from 'vitest'
import { holds } from './matching.ts'

describe('an answer holds', () => {
  it.each([
    ['Rp45.000', '45000'], ['45rb', '45000'], ['45 ribu ya', '45000'], ['harganya 45.000.', '45000'], ['Rp 45.000,-', '45000'],
    ['2,85 juta', '2850000'], ['2,85jt', '2850000'], ['Rp2.850.000', '2850000'], ['Tanggal 25 November', '25'], ['TAHAN 7 HARI', '7 hari'],
    ['lapor 2 x 24 jam', '2 x 24'], ['buka 07.30-19.00', '07.30'], ['DP 50%', '50%'], ['stok 2', 'stok 2'], ['No, without egg', 'no, '],
  ])('%s ⊇ %s', (answer, wanted) => {
    expect(holds(answer, wanted)).toBe(true)
  })
  it.each([
    ['Rp145.000', '45000'], ['Rp450.000', '45000'], ['12 kotak', '2 kotak'], ['stok 25', 'stok 2'], ['2025', '25'], ['Rp45.500', '45'], ['tersedia', 'habis'],
  ])('not %s ⊇ %s', (answer, wanted) => {
    expect(holds(answer, wanted)).toBe(false)
  })
})

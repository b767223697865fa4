import { describe, expect, it } from 'vitest'
import { readPrice } from './values.ts'
import type { RowProblem } from './format.ts'

describe('a price in a cell', () => {
  it.each([
    ['150.000', 150_000],
    ['15.000', 15_000],
    ['1.500.000', 1_500_000],
    ['10.000.000', 10_000_000],
    ['15000', 15_000],
    ['15000.0', 15_000],
    ['15000.00', 15_000],
    ['15.000,00', 15_000],
    ['15,000', 15_000],
    ['Rp 15.000,-', 15_000],
    ['15000,-', 15_000],
    ['15.000.-', 15_000],
    ['15 000', 15_000],
    ['1 500 000', 1_500_000],
    ["15'000", 15_000],
    ['@7.500', 7_500],
    ['@ Rp7.500', 7_500],
    ['hrg 15rb', 15_000],
    ['15.000/pcs', 15_000],
    ['15.000 / pcs', 15_000],
    ['15rb per potong', 15_000],
    ['15K', 15_000],
  ])('%s is %i', (text, rupiah) => {
    const problems: RowProblem[] = []
    expect(readPrice(text, problems)).toBe(rupiah)
    expect(problems).toEqual([])
  })

  it.each(['hrg nego', '25-30rb', '15.000 - 20.000', 'Rp15.000 / lusin', '15.000/12 pcs', '15 0000', '-5000', '@', '/pcs'])('%s is left to the owner', (text) => {
    const problems: RowProblem[] = []
    expect(readPrice(text, problems)).toBeNull()
    expect(problems[0]?.code).toBe('price_unclear')
  })

  it('asks whether 0 means free', () => {
    const problems: RowProblem[] = []
    expect(readPrice('0', problems)).toBeNull()
    expect(problems).toMatchObject([{ code: 'price_unclear', suggestion: 0 }])
  })

  it('offers thousands for a price too small to be one', () => {
    const problems: RowProblem[] = []
    expect(readPrice('15', problems)).toBeNull()
    expect(problems).toMatchObject([{ code: 'price_unclear', suggestion: 15_000 }])
  })
})

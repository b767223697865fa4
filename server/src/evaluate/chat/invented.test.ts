import { describe, expect, it } from 'vitest'
import { aShop } from '../../domains/assistant/brain/testing.ts'
import { inventedAmounts } from './invented.ts'

const knowledge = aShop()
const texts = [JSON.stringify(knowledge)]
const invented = (answer: string, messages: string[] = [], products = ['PGB-1', 'BME-1']) => inventedAmounts(answer, messages, products, { texts, knowledge })

describe('amounts that are not invented', () => {
  it.each([
    ['a price in any spelling', 'Rp145.000, 145rb, 145 ribu', []],
    ['an amount of the customer', 'Budget Rp170.000 ya', ['budget 170rb']],
    ['quantity × price of a named item', '3 x Payung Golf Badai = Rp435.000', ['3']],
    ['a sum of named items with shipping', 'Payung Golf Badai dan 2 x Botol Minum Embun, total Rp317.000', ['botol 2']],
    ['a documented discount', 'Payung Golf Badai jadi Rp130.500', []],
    ['years, hours and order numbers', 'TG-101, 25 November 2026 jam 13.00', []],
  ])('%s', (_, answer, messages) => {
    expect(invented(answer, messages)).toEqual([])
  })
})

describe('invented amounts', () => {
  it.each([
    ['a price of nobody', 'Payung Golf Badai Rp99.000', 99_000],
    ['in words', 'cuma 99 ribu', 99_000],
    ['a sum of items not named', 'Total Rp290.000', 290_000],
    ['a quantity nobody said', 'Payung Golf Badai, total Rp1.015.000', 1_015_000],
  ])('%s', (_, answer, amount) => {
    expect(invented(answer)).toEqual([amount])
  })
})

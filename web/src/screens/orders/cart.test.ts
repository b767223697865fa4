import { describe, expect, test } from 'vitest'
import { addToCart, setQuantity, sumOf } from './cart.ts'

const shirt = { variantId: 'a', name: 'Parang', unitPrice: 20_000, available: 3, isMadeToOrder: false }
const work = { name: 'Meja', unitPrice: 4_750_000, available: null, isMadeToOrder: false }

describe('a cart', () => {
  test('counts the same goods on one line and work of its own on separate ones', () => {
    const cart = [shirt, shirt, work, work].reduce<ReturnType<typeof addToCart>>((all, line) => addToCart(all, line), [])
    expect(cart.map((line) => line.quantity)).toEqual([2, 1, 1])
    expect(sumOf(cart)).toBe(9_540_000)
  })

  test('loses a line at none', () => {
    expect(setQuantity(addToCart([], shirt), 'a', 0)).toEqual([])
  })
})

import { describe, expect, test } from 'vitest'
import { cutPage, fromTimeCursor, toCursor } from './paging.ts'

const id = '01932c5e-7d3a-7000-8000-000000000001'
const at = new Date('2026-11-24T03:00:00.123Z')

describe('a page', () => {
  test('goes on after its last row, and ends when no row is left', () => {
    const rows = [1, 2, 3].map((n) => ({ n, at }))
    const { page, nextCursor } = cutPage(rows, 2, (row) => [row.at, row.n])
    expect(page.map(({ n }) => n)).toEqual([1, 2])
    expect(nextCursor).toBe(toCursor([at.toISOString(), 2]))
    expect(cutPage(rows, 3, (row) => [row.n])).toEqual({ page: rows, nextCursor: null })
    expect(cutPage([], 3, () => [])).toEqual({ page: [], nextCursor: null })
  })
})

describe('the cursor of a list by time', () => {
  test('comes back as it was packed', () => {
    expect(fromTimeCursor(toCursor([at.toISOString(), id]))).toEqual([at, id])
  })

  test.each([['nonsense'], [toCursor([])], [toCursor(['kemarin', id])], [toCursor([at.toISOString(), 'x'])], [toCursor([at.toISOString()])]])('%s is refused in words', (cursor) => {
    expect(() => fromTimeCursor(cursor)).toThrow(/Penanda halaman/)
  })
})

import type { Rule } from './rule.ts'

const day = (field: 'daysSinceLastOrder' | 'gapPercent', operator: 'atLeast' | 'atMost', value: number): Rule => ({ field, operator, value })
const orders = (operator: 'atLeast' | 'atMost', value: number): Rule => ({ field: 'orders', operator, value })

/**
 * Twice their own usual gap has passed, and three weeks at least: a weekly buyer on holiday is not lost. Who ordered on one
 * day alone has no gap; two months stand for it.
 */
const isLate: Rule = {
  any: [{ all: [day('gapPercent', 'atLeast', 201), day('daysSinceLastOrder', 'atLeast', 22)] }, { all: [{ not: { field: 'gapDays', operator: 'atLeast', value: 0 } }, day('daysSinceLastOrder', 'atLeast', 61)] }],
}
const isGone: Rule = { any: [{ all: [orders('atMost', 1), day('daysSinceLastOrder', 'atLeast', 61)] }, { all: [isLate, day('daysSinceLastOrder', 'atLeast', 181)] }] }

/**
 * The segments that every shop has. Each customer is in at most one; nothing here depends on other customers, so nobody
 * moves without an own event or a passed limit of days.
 */
export const readySegments = {
  'langganan-setia': { name: 'Langganan setia', rule: { all: [orders('atLeast', 4), { not: isLate }] } },
  'mulai-kembali': { name: 'Mulai sering beli', rule: { all: [orders('atLeast', 2), orders('atMost', 3), { not: isLate }] } },
  'baru-sekali': { name: 'Baru sekali beli', rule: { all: [orders('atLeast', 1), orders('atMost', 1), day('daysSinceLastOrder', 'atMost', 60)] } },
  'hampir-hilang': { name: 'Hampir hilang', rule: { all: [orders('atLeast', 2), isLate, day('daysSinceLastOrder', 'atMost', 180)] } },
  'lama-hilang': { name: 'Lama tidak kembali', rule: { all: [orders('atLeast', 1), isGone] } },
  'belum-beli': { name: 'Sudah tanya, belum beli', rule: { all: [orders('atMost', 0), { field: 'messages', operator: 'atLeast', value: 1 }] } },
} satisfies Record<string, { name: string; rule: Rule }>

export type ReadySegment = keyof typeof readySegments

export function isReady(segmentId: string): segmentId is ReadySegment {
  return Object.hasOwn(readySegments, segmentId)
}

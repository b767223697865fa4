import type { recommendations as indonesian } from '../id/recommendations.ts'

export const recommendations: typeof indonesian = {
  title: 'Offer next',
  beside: 'Goes with it',
  because: {
    'buy-again': (usual, since) => `Usually bought again after ${usual} days; ${since} have passed.`,
    'also-bought': (name, together, of) => `${together} of ${of} who bought ${name} bought this too.`,
    taste: () => 'Liked by people who buy alike.',
    'best-seller': (orders, days) => `Best seller ${days === 7 ? 'this week' : days === 28 ? 'of four weeks' : 'of the year'}: ${orders} orders.`,
  },
  left: (count) => `${count} left`,
  add: (name) => `Add ${name}`,
  fallback: {
    'few-orders': (have, need) => `Too few orders yet (${have} of ${need}). These sell best.`,
    'few-people': (have, need) => `Too few returning buyers yet (${have} of ${need}). These sell best.`,
    'not-better': () => 'Personal offers are not yet more often right than best sellers. These sell best.',
  },
  measured: (tried, hits, bestSellers) => `Tried on the last ${tried} purchases of your shop: right ${hits} times. Best sellers: ${bestSellers}.`,
  none: 'Nothing can be offered yet.',
}

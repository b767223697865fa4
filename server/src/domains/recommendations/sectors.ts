import type { Sector } from '#models/recommendation/sectors'

const names: Record<string, Sector> = { kuliner: 'food', fashion: 'fashion', furnitur: 'furniture' }

/** What a business sells, as far as it matters for offering the same thing twice. */
export function sectorOf(sector: string | null | undefined): Sector {
  return names[sector ?? ''] ?? 'other'
}

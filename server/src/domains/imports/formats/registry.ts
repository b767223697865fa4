import type { CatalogFormat } from './format.ts'
import { priceList } from './price-list/index.ts'
import { table } from './table/index.ts'

/** In the order in which they are asked; free text takes whatever nobody else knows. */
export const catalogFormats: readonly CatalogFormat[] = [table, priceList]

export function findCatalogFormat(format: string): CatalogFormat | undefined {
  return catalogFormats.find((one) => one.format === format)
}

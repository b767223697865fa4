import { section, type Section } from './draft.ts'
import type { Speaker } from './goods.ts'
import { productSource } from './sources.ts'

/** "Menu apa saja", "jual apa aja", "minta katalog". */
export const asksCatalogue = (line: string): boolean => / (?:katalog|jual apa|(?<! yang (?:\S+ ){1,4})ada apa|produk apa|barang apa|menu(?:nya)? apa|apa saja menu|apa saja (?:yang )?(?:dijual|ada)) /.test(line)

/** What the shop sells: all of a short list, else by category, each with its lowest price. */
export function catalogueSections({ index, say }: Speaker): Section[] {
  const rows = index.variants.filter((row) => row.stock > 0)
  if (rows.length <= 8) return [section(say.catalogue(rows.map((row) => say.priceItem(say.named(row.product.name, row.label), row.price, ''))), rows.map(productSource), rows.map((row) => row.sku))]
  const groups = [...Map.groupBy(rows, (row) => row.product.category)].slice(0, 12)
  const cheapest = groups.map(([, rows]) => rows.reduce((least, row) => (row.price !== null && (least.price === null || row.price < least.price) ? row : least)))
  const items = groups.map(([category, rows], i) => {
    const names = [...new Set(rows.map((row) => row.product.name))]
    return say.categoryItem(category, names.slice(0, 3), names.length > 3, cheapest[i].price)
  })
  return [section(say.catalogue(items), cheapest.map(productSource), cheapest.map((row) => row.sku))]
}

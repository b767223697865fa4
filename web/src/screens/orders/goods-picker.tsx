import { useInfiniteQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { TextField } from '../../ui/field.tsx'
import { rupiah } from '../../ui/format.ts'
import { productsQuery } from '../catalog/queries.ts'
import type { NewLine } from './cart.ts'
import { salesWords } from './words.ts'

/** Finds goods by name or code and hands over what was tapped. */
export function GoodsPicker({ onPick }: { onPick: (line: NewLine) => void }) {
  const words = salesWords().newOrder
  const [search, setSearch] = useState('')
  const asked = useDeferredValue(search.trim())
  const products = useInfiniteQuery(productsQuery(asked))
  const found = (products.data?.pages ?? []).flatMap((page) => page.items).filter((product) => product.isForSale).flatMap((product) => product.variants.map((variant) => ({ ...variant, fullName: `${product.name} ${variant.name}`.trim() })))
  return (
    <div className="flex flex-col gap-2">
      <TextField type="search" label={words.search} value={search} onChange={(event) => setSearch(event.target.value)} onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()} />
      <ul className="max-h-72 divide-y divide-line overflow-y-auto rounded-box border border-line">
        {found.slice(0, 60).map((variant) => (
          <li key={variant.variantId}>
            <button
              type="button"
              disabled={variant.price === null || variant.stock === 0}
              onClick={() => onPick({ variantId: variant.variantId, name: variant.fullName, unitPrice: variant.price ?? 0, available: variant.stock, isMadeToOrder: variant.stockKind === 'made_to_order' })}
              className="flex min-h-14 w-full items-center justify-between gap-3 px-3 py-2 text-left hover:bg-tint disabled:opacity-60"
            >
              <span className="min-w-0">
                <span className="block">{variant.fullName}</span>
                <span className="block text-sm text-soft tabular">{[variant.price === null ? words.noPrice : rupiah(variant.price), variant.stock === null ? words.free : words.available(variant.stock)].join(' · ')}</span>
              </span>
              <Plus aria-hidden className="shrink-0 text-primary" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

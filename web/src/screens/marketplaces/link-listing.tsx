import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { call } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Refusal } from '../../ui/form.tsx'
import { useToast } from '../../ui/toast.tsx'
import { productsQuery } from '../catalog/queries.ts'
import type { Listing } from './queries.ts'
import { marketplaceWords } from './words.ts'

/** Says which of the shop's goods a listing is. */
export function LinkListing({ listing, onClose }: { listing: Listing; onClose: () => void }) {
  const words = marketplaceWords()
  const [search, setSearch] = useState('')
  const products = useInfiniteQuery(productsQuery(useDeferredValue(search.trim())))
  const queries = useQueryClient()
  const toast = useToast()
  const found = (products.data?.pages ?? []).flatMap((page) => page.items).flatMap((product) => product.variants.map((variant) => ({ variantId: variant.variantId, sku: variant.sku, name: `${product.name} ${variant.name}`.trim() })))
  const link = useMutation({
    mutationFn: (variantId: string | null) => call('linkMarketplaceListing', { params: { listingId: listing.listingId }, body: { variantId } }),
    onSuccess: async (_, variantId) => {
      await queries.invalidateQueries({ queryKey: ['marketplace'] })
      toast(variantId ? words.linked : words.unlinked)
      onClose()
    },
  })
  return (
    <Dialog isOpen onClose={onClose} title={words.linkTitle} footer={<Button onClick={() => link.mutate(null)} isBusy={link.isPending}>{words.linkNone}</Button>}>
      <p className="[overflow-wrap:anywhere]">{[listing.name, listing.sku].filter(Boolean).join(' · ')}</p>
      <TextField type="search" label={words.search} value={search} onChange={(event) => setSearch(event.target.value)} autoFocus />
      <Refusal error={link.error} />
      <ul className="max-h-72 divide-y divide-line overflow-y-auto rounded-box border border-line">
        {found.slice(0, 60).map((variant) => (
          <li key={variant.variantId}>
            <button type="button" disabled={link.isPending} onClick={() => link.mutate(variant.variantId)} className="flex min-h-12 w-full flex-wrap items-center justify-between gap-x-3 px-3 py-2 text-left hover:bg-tint">
              <span>{variant.name}</span>
              <span className="text-sm text-soft">{variant.sku}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

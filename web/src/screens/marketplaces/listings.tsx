import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { number, rupiah } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { LinkListing } from './link-listing.tsx'
import { listingFilters, listingsQuery, type Listing, type ListingFilter } from './queries.ts'
import { marketplaceWords } from './words.ts'

/** What the shops list beside what the catalogue says: differences first. */
export function Listings() {
  const words = marketplaceWords()
  const [filter, setFilter] = useState<ListingFilter>('different')
  const listings = useInfiniteQuery(listingsQuery(filter))
  const found = (listings.data?.pages ?? []).flatMap((page) => page.items)
  return (
    <Card title={words.listings}>
      <p className="text-soft">{words.listingsText}</p>
      <div role="group" aria-label={words.listings} className="flex flex-wrap gap-2">
        {listingFilters.map((one) => (
          <button key={one} type="button" aria-pressed={one === filter} onClick={() => setFilter(one)} className={`min-h-12 rounded-full px-4 font-semibold ${one === filter ? 'bg-primary text-on-primary' : 'border border-line bg-card'}`}>
            {words.filters[one]}
          </button>
        ))}
      </div>
      {listings.isPending && <Loading rows={3} />}
      {listings.isError && <ErrorState error={listings.error} onRetry={() => void listings.refetch()} />}
      {listings.data && found.length === 0 && <p className="py-2">{words.listingsNone[filter]}</p>}
      <ul className="divide-y divide-line">
        {found.map((listing) => (
          <ListingRow key={listing.listingId} listing={listing} />
        ))}
      </ul>
      {listings.hasNextPage && (
        <Button onClick={() => void listings.fetchNextPage()} isBusy={listings.isFetchingNextPage}>
          {words.more}
        </Button>
      )}
      {found.length > 0 && <ExportLinks list="marketplace-listings" filter={{ filter }} />}
    </Card>
  )
}

function ListingRow({ listing }: { listing: Listing }) {
  const words = marketplaceWords()
  const [isLinking, setLinking] = useState(false)
  const mayWrite = useMay('catalog.write')
  const queries = useQueryClient()
  const toast = useToast()
  const send = useMutation({
    mutationFn: () => call('sendMarketplacePrice', { params: { listingId: listing.listingId } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['marketplace'] })
      toast(words.priceSent)
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  const { price, stock } = listing
  const money = (amount: number | null) => (amount === null ? words.unknown : rupiah(amount))
  const pieces = (count: number | null) => (count === null ? words.unknown : number(count))
  const isPriceOther = price.own !== null && price.theirs !== null && price.own !== price.theirs
  return (
    <li className="flex flex-col gap-1 py-3">
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-semibold [overflow-wrap:anywhere]">{listing.name}</span>
        {listing.pushState !== 'none' && <Badge tone={listing.pushState === 'accepted' ? 'good' : listing.pushState === 'rejected' || listing.pushState === 'uncertain' ? 'bad' : 'plain'}>{words.pushStates[listing.pushState]}</Badge>}
      </span>
      <span className="text-sm text-soft [overflow-wrap:anywhere]">{[listing.accountName, listing.sku, listing.ownName].filter(Boolean).join(' · ')}</span>
      {listing.variantId && <span className={`text-sm tabular ${isPriceOther ? 'font-semibold' : 'text-soft'}`}>{words.price(money(price.own), money(price.theirs))}</span>}
      {listing.variantId && <span className={`text-sm tabular ${stock.own !== null && stock.own !== stock.theirs ? 'font-semibold' : 'text-soft'}`}>{words.stock(pieces(stock.own), pieces(stock.theirs))}</span>}
      {listing.problem && <span className="text-sm text-bad">{listing.problem}</span>}
      {mayWrite && (
        <span className="flex flex-wrap gap-2">
          <Button onClick={() => setLinking(true)}>{listing.variantId ? words.relink : words.link}</Button>
          {isPriceOther && (
            <Button onClick={() => send.mutate()} isBusy={send.isPending}>
              {words.sendPrice}
            </Button>
          )}
        </span>
      )}
      {isLinking && <LinkListing listing={listing} onClose={() => setLinking(false)} />}
    </li>
  )
}

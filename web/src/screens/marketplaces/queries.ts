import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call, type Answer } from '../../api/client.ts'

export type Marketplaces = Answer<'listMarketplaces'>
export type Account = Marketplaces['items'][number]
export type MarketplaceType = Marketplaces['types'][number]
export type Listing = Answer<'listMarketplaceListings'>['items'][number]

export const listingFilters = ['different', 'unlinked', 'failed', 'all'] as const
export type ListingFilter = (typeof listingFilters)[number]

export const marketplacesQuery = queryOptions({ queryKey: ['marketplace', 'accounts'], queryFn: () => call('listMarketplaces') })

export const listingsQuery = (filter: ListingFilter) =>
  infiniteQueryOptions({
    queryKey: ['marketplace', 'listings', filter],
    queryFn: ({ pageParam, signal }) => call('listMarketplaceListings', { query: { limit: 50, filter, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })

export const placesQuery = (variantId: string) => queryOptions({ queryKey: ['marketplace', 'places', variantId], queryFn: () => call('listStockPlaces', { params: { variantId } }) })

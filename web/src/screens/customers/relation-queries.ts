import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call, type Answer } from '../../api/client.ts'

export type Suggestion = Answer<'suggestMerges'>['suggestions'][number]
export type Merge = Answer<'suggestMerges'>['merges'][number]
export type TimelineItem = Answer<'listCustomerTimeline'>['items'][number]
export type DataRequest = Answer<'listDataRequests'>['items'][number]
export type ParcelCard = Answer<'listParcelCards'>['items'][number]
export type LoyaltySettings = Answer<'getLoyaltySettings'>
export type QualityGroup = Answer<'getDataQuality'>['fixes'][number]
export type QualityItem = QualityGroup['items'][number]

/** Under the customer's key, so that news about them renews it. */
export const timelineQuery = (customerId: string) =>
  infiniteQueryOptions({
    queryKey: ['customer', customerId, 'timeline'],
    queryFn: ({ pageParam, signal }) => call('listCustomerTimeline', { params: { customerId }, query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })

export const mergesQuery = (customerId: string) =>
  queryOptions({ queryKey: ['customer', customerId, 'merges'], queryFn: ({ signal }) => call('suggestMerges', { params: { customerId }, signal }) })

export const pointsQuery = (customerId: string) =>
  queryOptions({ queryKey: ['customer', customerId, 'points'], queryFn: ({ signal }) => call('getCustomerPoints', { params: { customerId }, query: { limit: 5 }, signal }) })

export const dataRequestsQuery = (state: 'open' | 'closed') =>
  infiniteQueryOptions({
    queryKey: ['data-request', state],
    queryFn: ({ pageParam, signal }) => call('listDataRequests', { query: { state, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })

export const openRequestsQuery = queryOptions({ queryKey: ['data-request', 'count'], queryFn: ({ signal }) => call('listDataRequests', { query: { state: 'open', limit: 1 }, signal }), staleTime: 60_000 })

export const parcelCardsQuery = infiniteQueryOptions({
  queryKey: ['parcel-card'],
  queryFn: ({ pageParam, signal }) => call('listParcelCards', { query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
  initialPageParam: '',
  getNextPageParam: (page) => page.nextCursor,
})

export const loyaltyQuery = queryOptions({ queryKey: ['settings', 'loyalty'], queryFn: ({ signal }) => call('getLoyaltySettings', { signal }) })
export const ratingsQuery = queryOptions({ queryKey: ['rating'], queryFn: ({ signal }) => call('summariseRatings', { query: { days: 30 }, signal }) })
export const advocatesQuery = queryOptions({ queryKey: ['advocates'], queryFn: ({ signal }) => call('listAdvocates', { signal }) })
export const qualityQuery = queryOptions({ queryKey: ['data-quality'], queryFn: ({ signal }) => call('getDataQuality', { signal }) })
export const processingQuery = queryOptions({ queryKey: ['processing'], queryFn: ({ signal }) => call('listProcessing', { signal }) })

import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call, type Answer } from '../../api/client.ts'

export type StockItem = Answer<'listStock'>['items'][number]
export type StockSettings = Answer<'getStockSettings'>

export const stockQuery = (filter: { search: string; isLow: boolean }) =>
  infiniteQueryOptions({
    queryKey: ['stock', 'list', filter],
    queryFn: ({ pageParam, signal }) => call('listStock', { query: { limit: 100, search: filter.search, ...(filter.isLow ? { isLow: 'true' as const } : {}), ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })

export const conflictsQuery = queryOptions({ queryKey: ['stock', 'conflicts'], queryFn: () => call('listStockConflicts') })
export const movementsQuery = (variantId: string) => queryOptions({ queryKey: ['stock', 'movements', variantId], queryFn: () => call('listStockMovements', { query: { variantId, limit: 50 } }) })
export const stockSettingsQuery = (variantId: string) => queryOptions({ queryKey: ['stock', 'settings', variantId], queryFn: () => call('getStockSettings', { params: { variantId } }) })

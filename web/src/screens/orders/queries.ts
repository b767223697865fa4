import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call, type Answer } from '../../api/client.ts'
import type { OrderFilter } from './filter.ts'

export type Order = Answer<'listOrders'>['items'][number]
export type OrderDetail = Answer<'getOrder'>
export type Payment = OrderDetail['payments'][number]

/** The filter of the screen in the words of the server. */
export const filterQuery = ({ cari, status, asal, terlambat }: OrderFilter) => ({ ...(cari ? { search: cari } : {}), ...(status ? { status } : {}), ...(asal ? { source: asal } : {}), ...(terlambat ? { isLate: 'true' as const } : {}) })

export const ordersQuery = (filter: OrderFilter) =>
  infiniteQueryOptions({
    queryKey: ['orders', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      call('listOrders', {
        query: { limit: 50, ...filterQuery(filter), ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })

export const orderQuery = (orderId: string) => queryOptions({ queryKey: ['orders', 'one', orderId], queryFn: () => call('getOrder', { params: { orderId } }) })
export const sourcesQuery = queryOptions({ queryKey: ['orders', 'sources'], queryFn: () => call('listOrderSources') })
export const workQuery = queryOptions({ queryKey: ['orders', 'work'], queryFn: () => call('listWork') })
export const orderSettingsQuery = queryOptions({ queryKey: ['settings', 'orders'], queryFn: () => call('getOrderSettings') })
export const providersQuery = queryOptions({ queryKey: ['settings', 'payments'], queryFn: () => call('listPaymentProviders') })
export const shippingProvidersQuery = queryOptions({ queryKey: ['settings', 'shippings'], queryFn: () => call('listShippingProviders') })
export const discountRulesQuery = queryOptions({ queryKey: ['discount-rule'], queryFn: () => call('listDiscountRules') })

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call, type Answer } from '../../api/client.ts'

export type Product = Answer<'getProduct'>

export const productsQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: ['products', search],
    queryFn: ({ pageParam, signal }) => call('listProducts', { query: { search, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })

export const productQuery = (productId: string) => queryOptions({ queryKey: ['products', 'one', productId], queryFn: () => call('getProduct', { params: { productId } }) })

import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call, type Answer } from '../../api/client.ts'

export type Customer = Answer<'getCustomer'>

/** Customers by last contact, page after page. */
export const customersQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: ['customers', search],
    queryFn: ({ pageParam, signal }) => call('listCustomers', { query: { limit: 50, ...(search ? { search } : {}), ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  })

/** What a customer agreed to; under the customer's key, so that news about them renews it. */
export const consentsQuery = (customerId: string) =>
  queryOptions({ queryKey: ['customer', customerId, 'consents'], queryFn: ({ signal }) => call('listConsents', { params: { customerId }, signal }) })

export const customerQuery = (customerId: string) =>
  queryOptions({ queryKey: ['customer', customerId], queryFn: ({ signal }) => call('getCustomer', { params: { customerId }, signal }) })

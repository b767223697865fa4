import { useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { consentsQuery } from './queries.ts'

export const purposes = ['marketing', 'service', 'guardian'] as const
export type Purpose = (typeof purposes)[number]

export function useRecord(customerId: string) {
  const queries = useQueryClient()
  return async (body: { purpose: Purpose; isGranted: boolean; channelType?: string | null; note?: string }) => {
    queries.setQueryData(consentsQuery(customerId).queryKey, await call('recordConsent', { params: { customerId }, body }))
  }
}

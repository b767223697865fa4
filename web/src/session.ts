import { queryOptions, useQuery } from '@tanstack/react-query'
import { activeBusiness, ApiError, call, setActiveBusiness } from './api/client.ts'

/** Who is signed in; `null` when nobody is. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async () => {
    try {
      const me = await call('getMe')
      if (me.activeBusinessId && me.activeBusinessId !== activeBusiness()) setActiveBusiness(me.activeBusinessId)
      return me
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null
      throw error
    }
  },
  staleTime: 60_000,
  // Every screen waits for this answer: without a network it says so at once.
  retry: (count, error) => count < 2 && !(error instanceof ApiError && error.isOffline),
})

export function useMe() {
  return useQuery(meQuery).data ?? undefined
}

/** Whether the signed-in person may do something; screens hide what would be refused anyway. */
export function useMay(permission: string): boolean {
  return useMe()?.permissions.includes(permission) ?? false
}

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call, type Answer } from '../../api/client.ts'

export type Figures = Answer<'getFigures'>
export type Computed = NonNullable<Figures['computed']>
export type Season = Computed['seasons'][number]

export const figuresQuery = queryOptions({ queryKey: ['insights', 'figures'], queryFn: () => call('getFigures') })
export const writersQuery = (by: 'channel' | 'answerer', key: string) =>
  infiniteQueryOptions({
    queryKey: ['insights', 'figures', by, key],
    queryFn: ({ pageParam }) => call('listFigureWriters', { query: { by, key, ...(pageParam ? { cursor: pageParam } : {}) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })
export const promisesQuery = infiniteQueryOptions({
  queryKey: ['insights', 'figures', 'promises'],
  queryFn: ({ pageParam }) => call('listFigurePromises', { query: pageParam ? { cursor: pageParam } : {} }),
  initialPageParam: '',
  getNextPageParam: (page) => page.nextCursor,
})

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call, type Answer } from '../../api/client.ts'

export type Home = Answer<'getHome'>
export type Decision = Home['decisions'][number]
export type Segment = Answer<'listSegments'>['items'][number]
export type Rule = Segment['rule']
export type Member = Answer<'previewSegment'>['people'][number]
export type Report = Answer<'getReport'>

export const homeQuery = queryOptions({ queryKey: ['insights', 'home'], queryFn: () => call('getHome') })
export const decisionQuery = (decisionId: string) => queryOptions({ queryKey: ['insights', 'decision', decisionId], queryFn: () => call('getDecision', { params: { decisionId } }) })
export const segmentsQuery = queryOptions({ queryKey: ['segments'], queryFn: () => call('listSegments') })
export const membersQuery = (segmentId: string) =>
  infiniteQueryOptions({
    queryKey: ['segments', segmentId, 'members'],
    queryFn: ({ pageParam }) => call('listSegmentMembers', { params: { segmentId }, query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })
export const previewQuery = (rule: Rule | undefined) => queryOptions({ queryKey: ['segments', 'preview', rule], queryFn: () => call('previewSegment', { body: { rule } }), enabled: rule !== undefined, placeholderData: (before) => before })
export const customerInsightQuery = (customerId: string) => queryOptions({ queryKey: ['insights', 'customer', customerId], queryFn: () => call('getCustomerInsight', { params: { customerId } }) })
export const customerSegmentsQuery = (customerId: string) => queryOptions({ queryKey: ['segments', 'of', customerId], queryFn: () => call('listSegmentsOfCustomer', { params: { customerId } }) })
export const reportsQuery = queryOptions({ queryKey: ['reports'], queryFn: () => call('listReports'), staleTime: Infinity })
export const reportQuery = (report: string, days: number | null) =>
  queryOptions({ queryKey: ['reports', report, days], queryFn: () => call('getReport', { query: { report, ...(days === null ? {} : { from: dayBefore(days - 1) }) } }), placeholderData: (before) => (before?.report === report ? before : undefined) })

/** The day so many days ago where most shops are; the server says which days it took. */
export function dayBefore(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toLocaleDateString('en-CA', { timeZone: 'Asia/Jakarta' })
}

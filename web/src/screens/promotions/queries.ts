import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call, type Answer } from '../../api/client.ts'

export type Campaign = Answer<'getCampaign'>
export type Preview = Exclude<Answer<'previewCampaign'>, { working: unknown }>
export type Result = Answer<'getCampaignResult'>
export type Suggestion = Answer<'suggestCampaigns'>['items'][number]
export type CampaignInput = Suggestion['input'] & { linkUrl?: string | null; trigger?: string; triggerDays?: number }

/** Everything of one campaign stands below this, so that news about it renews it all. */
const key = (campaignId: string, ...more: string[]) => ['campaign', campaignId, ...more]

export const campaignsQuery = (kind: 'broadcast' | 'journey') =>
  infiniteQueryOptions({
    queryKey: ['campaign', 'list', kind],
    queryFn: ({ pageParam, signal }) => call('listCampaigns', { query: { kind, limit: 30, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })

export const suggestionsQuery = queryOptions({ queryKey: ['campaign', 'suggestions'], queryFn: ({ signal }) => call('suggestCampaigns', { signal }) })
export const campaignQuery = (campaignId: string) => queryOptions({ queryKey: key(campaignId), queryFn: ({ signal }) => call('getCampaign', { params: { campaignId }, signal }) })
export const previewQuery = (campaignId: string) => queryOptions({ queryKey: key(campaignId, 'preview'), queryFn: ({ signal }) => call('previewCampaign', { params: { campaignId }, signal }), refetchInterval: ({ state }) => (state.data && 'working' in state.data ? 2_000 : false) })
export const resultQuery = (campaignId: string) => queryOptions({ queryKey: key(campaignId, 'result'), queryFn: ({ signal }) => call('getCampaignResult', { params: { campaignId }, signal }) })
export const copyListQuery = (campaignId: string) => queryOptions({ queryKey: key(campaignId, 'copy-list'), queryFn: ({ signal }) => call('getCopyList', { params: { campaignId }, signal }) })
export const campaignSettingsQuery = queryOptions({ queryKey: ['settings', 'campaigns'], queryFn: ({ signal }) => call('getCampaignSettings', { signal }) })

export const deliveriesQuery = (campaignId: string) =>
  infiniteQueryOptions({
    queryKey: key(campaignId, 'deliveries'),
    queryFn: ({ pageParam, signal }) => call('listCampaignDeliveries', { params: { campaignId }, query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })

/** A campaign as it would be sent back to the server, for changing one thing of it. */
export function inputOf({ name, channelId, audience, variants, productMode, variantId, offer, linkUrl, holdoutPercent, measureDays, trigger, triggerDays }: Campaign): CampaignInput {
  return { name, channelId, audience, variants, productMode, variantId, offer, linkUrl, holdoutPercent, measureDays, ...(trigger === null ? {} : { trigger, ...(triggerDays === null ? {} : { triggerDays }) }) }
}

export const triggersQuery = queryOptions({ queryKey: ['journey-triggers'], queryFn: ({ signal }) => call('listJourneyTriggers', { signal }), staleTime: Infinity })

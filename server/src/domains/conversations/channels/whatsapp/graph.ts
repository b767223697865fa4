import type { Services } from '#platform/context'
import type { Channel } from '../channel.ts'
import { callGraphAt, type GraphAnswer, type GraphRequest } from '../meta-graph.ts'

/** One call of the Graph API with the account's token. */
export function callGraph(channel: Pick<Channel, 'config' | 'secrets'>, request: GraphRequest, services: Pick<Services, 'fetch' | 'apiUrls'>): Promise<GraphAnswer> {
  return callGraphAt(apiUrl(services), channel, request, services)
}

export function apiUrl(services: Pick<Services, 'apiUrls'>): string {
  return services.apiUrls['whatsapp'] ?? 'https://graph.facebook.com'
}

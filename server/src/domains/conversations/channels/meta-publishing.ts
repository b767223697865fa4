import type { Services } from '#platform/context'
import type { Channel, Publishing } from './channel.ts'
import type { ChannelProblem } from './inbound-item.ts'
import { graphWords, outcomeOf, problemOfFailure, type GraphAnswer, type GraphError, type GraphFailure, type GraphRequest } from './meta-graph.ts'
import { providerDown, rateLimited } from './transport.ts'

export type GraphCall = (channel: Channel, request: GraphRequest, services: Services) => Promise<GraphAnswer>

const slowDown = [4, 17, 32, 613]
/** "Something went wrong": Meta says so after posts that are there all the same. */
const vague = [-2, -1, 1, 2]

/** What came of the call that shows a post; where Meta does not know either, nobody does. */
export function shownOutcome(label: string, answer: GraphAnswer, readId: (body: unknown) => string | undefined): Awaited<ReturnType<Publishing['show']>> {
  if (answer.kind === 'refused' && isVague(answer.error, answer.status)) return { outcome: 'uncertain', detail: graphWords(answer.error) }
  const outcome = outcomeOf(answer, readId, (failure) => publishingProblem(label, failure))
  return outcome.outcome === 'moved' ? { outcome: 'uncertain', detail: 'moved' } : outcome
}

export function publishingProblem(label: string, answer: GraphFailure): ChannelProblem {
  return problemOfFailure(answer, (error, status) => {
    const detail = graphWords(error)
    if (slowDown.includes(error.code)) return rateLimited(detail)
    if (isVague(error, status)) return providerDown(detail)
    if ([3, 10, 190].includes(error.code) || (error.code >= 200 && error.code <= 299)) {
      return { code: 'publishing_not_allowed', sentence: `Belum terbit: token ${label} tidak punya izin menerbitkan. Buat token baru dengan izin itu, lalu sambungkan lagi.`, detail, retryable: false }
    }
    return { code: 'publishing_refused', sentence: `Belum terbit: ${label} menolaknya.`, detail, retryable: false }
  })
}

const isVague = (error: GraphError, status: number) => vague.includes(error.code) || error.is_transient === true || status >= 500

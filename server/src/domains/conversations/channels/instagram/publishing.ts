import { z } from 'zod'
import { refusal } from '../meta-graph.ts'
import { publishingProblem, shownOutcome, type GraphCall } from '../meta-publishing.ts'
import type { Preparation, Publishing } from '../channel.ts'

const made = z.object({ id: z.string().min(1) })
const state = z.object({ status_code: z.string(), status: z.string().optional() })
const place = z.object({ permalink: z.url({ protocol: /^https$/ }) })

const label = 'Instagram'
const idIn = (body: unknown) => made.safeParse(body).data?.id

/** A container that Instagram fills with the photo, then one call that shows it. */
export function instagramPublishing(call: GraphCall): Publishing {
  return {
    label,
    mostText: 2_200,
    fetchesPhoto: true,
    async prepare(channel, { text, photo }, preparedId, services): Promise<Preparation> {
      if (preparedId === null) {
        const answer = await call(channel, { method: 'POST', path: `${String(channel.config['accountId'])}/media`, json: { image_url: photo?.address ?? '', caption: text } }, services)
        const containerId = answer.kind === 'ok' ? idIn(answer.body) : undefined
        if (containerId !== undefined) return { outcome: 'not_yet', preparedId: containerId }
        return refusal(publishingProblem(label, answer.kind === 'ok' ? { kind: 'foreign', status: 200 } : answer))
      }
      const answer = await call(channel, { method: 'GET', path: `${encodeURIComponent(preparedId)}?fields=status_code,status` }, services)
      if (answer.kind !== 'ok') return refusal(publishingProblem(label, answer))
      const { data } = state.safeParse(answer.body)
      if (data?.status_code === 'FINISHED') return { outcome: 'ready', preparedId }
      if (!data || data.status_code === 'IN_PROGRESS') return { outcome: 'not_yet', preparedId }
      return { outcome: 'rejected', problem: { code: 'photo_refused', sentence: 'Belum terbit: Instagram tidak bisa memakai fotonya. Ganti fotonya, lalu terbitkan lagi.', detail: data.status ?? data.status_code, retryable: false } }
    },
    async show(channel, _post, preparedId, services) {
      return shownOutcome(label, await call(channel, { method: 'POST', path: `${String(channel.config['accountId'])}/media_publish`, json: { creation_id: preparedId }, timeoutMs: 60_000 }, services), idIn)
    },
    async findLink(channel, externalId, services) {
      const answer = await call(channel, { method: 'GET', path: `${encodeURIComponent(externalId)}?fields=permalink` }, services)
      return answer.kind === 'ok' ? place.safeParse(answer.body).data?.permalink : undefined
    },
  }
}

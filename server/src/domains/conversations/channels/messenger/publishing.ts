import { z } from 'zod'
import { toMultipart } from '../multipart.ts'
import { shownOutcome, type GraphCall } from '../meta-publishing.ts'
import type { Publishing } from '../channel.ts'

/** A photo has an id of its own beside the post's. */
const shown = z.object({ id: z.string().min(1), post_id: z.string().min(1).optional() })

/** The page itself, whose chat Messenger is. */
export function pagePublishing(call: GraphCall): Publishing {
  return {
    label: 'Facebook',
    mostText: 60_000,
    fetchesPhoto: false,
    async show(channel, { text, photo }, _preparedId, services) {
      const page = String(channel.config['accountId'])
      const form = new FormData()
      form.set('caption', text)
      if (photo) form.set('source', new Blob([new Uint8Array(photo.bytes)], { type: 'image/jpeg' }), 'foto.jpg')
      const answer = await call(channel, { method: 'POST', timeoutMs: 60_000, ...(photo ? { path: `${page}/photos`, form: await toMultipart(form) } : { path: `${page}/feed`, json: { message: text } }) }, services)
      return shownOutcome('Facebook', answer, (body) => {
        const { data } = shown.safeParse(body)
        return data?.post_id ?? data?.id
      })
    },
    findLink: (_channel, externalId) => Promise.resolve(`https://www.facebook.com/${encodeURIComponent(externalId)}`),
  }
}

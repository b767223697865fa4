import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Context } from '#platform/context'
import { notFound } from '#platform/errors'
import { frameForFeed } from '#platform/files/photo'
import { protect } from '#platform/http/protect'
import { rawRoute } from '#platform/http/route'
import { findPublication } from './publication-store.ts'

/** Long enough for a provider to fetch it, again if need be. */
const openMs = 3_600_000
const signed = /^(([0-9a-f-]{36})\.([0-9a-f-]{36})\.(\d{13}))\.([0-9a-f]{64})$/

/** An address at which everyone sees this photo, for an hour. */
export function photoAddress(ctx: Pick<Context, 'businessId' | 'now' | 'secrets' | 'baseUrl'>, publicationId: string): string {
  const what = `${ctx.businessId}.${publicationId}.${ctx.now().getTime() + openMs}`
  return `${ctx.baseUrl()}/foto/${what}.${ctx.secrets.sign('social-photo', what)}`
}

export const photoPages = {
  openPostPhoto: rawRoute({
    method: 'GET',
    path: '/foto/:token',
    summary: 'Photo of a post that is being published, for the provider that fetches it',
    access: { public: 'Providers fetch photos without a login; the address is signed and ends after an hour' },
    limitPerMinute: 60,
    params: z.object({ token: z.string().max(200) }),
    handle: async (ctx, { params: { token } }) => {
      const [, what = '', businessId = '', publicationId = '', until = '', mark = ''] = signed.exec(token) ?? []
      const isGenuine = mark !== '' && timingSafeEqual(Buffer.from(mark), Buffer.from(ctx.secrets.sign('social-photo', what)))
      if (!isGenuine || Number(until) < ctx.now().getTime()) throw notFound('Foto')
      const shop = ctx.forBusiness(businessId, { kind: 'system' }, ctx.request.id)
      const photoKey = (await shop.transaction((tx) => findPublication(tx, publicationId)))?.photoKey
      if (!photoKey) throw notFound('Foto')
      return protect(ctx.reply).header('cache-control', 'private, no-store').header('x-robots-tag', 'noindex').type('image/jpeg').send(await frameForFeed(await shop.files.open(businessId, photoKey)))
    },
  }),
}

import { z } from 'zod'
import { rawRoute, type OpenContext } from '#platform/http/route'
import { openShortLink, sendPage, shortCodeLength } from '#domains/customers'
import { noteClick } from './links.ts'
import { followPost } from './social/links.ts'
import { findCampaign } from './store.ts'

/** Programs that look at a link before its reader does, for a preview or to check it. */
const machines = /bot\b|crawl|spider|preview|facebookexternalhit|facebookcatalog|meta-external|whatsapp|telegram|slack|discord|curl|wget|python|go-http|headless|scan|safelinks|barracuda|mimecast|proofpoint/i

export const linkPages = {
  followLink: rawRoute({
    method: 'GET',
    path: '/t/:token',
    summary: 'Short link of a campaign or post: counts that it was followed, and leads on',
    access: { public: 'Receivers of promotions have no login; the link leads where the shop said' },
    limitPerMinute: 120,
    params: z.object({ token: z.string().max(40) }),
    handle: async (ctx, { params }) => {
      const target = await follow(ctx, params.token)
      if (target === undefined) return sendPage(ctx, 404, { title: 'Tautan tidak dikenal', body: '<h1>Tautan ini tidak berlaku</h1><p>Mungkin sudah dihapus. Tanyakan langsung kepada tokonya.</p>' })
      return ctx.reply.status(302).headers({ location: target, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' }).send()
    },
  }),
}

async function follow(ctx: OpenContext, code: string): Promise<string | undefined> {
  const link = await openShortLink(ctx, code.slice(0, shortCodeLength))
  if (!link) return undefined
  const agent = ctx.request.headers['user-agent'] ?? ''
  const isPerson = ctx.request.method === 'GET' && agent !== '' && !machines.test(agent)
  return link.ctx.transaction(async (tx) => {
    if (link.kind === 'social-post') return followPost(tx, link.subjectId, isPerson)
    const campaign = await findCampaign(tx, link.subjectId)
    if (campaign && isPerson) await noteClick(tx, campaign.id, code.slice(shortCodeLength))
    return campaign?.linkUrl ?? undefined
  })
}

import { z } from 'zod'
import type { InboundItem } from '../inbound-item.ts'
import type { InboxAccount, InboxChange } from '../meta-inbox.ts'
import { commentThread } from '../meta-inbox-send.ts'
import { providerTime } from '../provider-time.ts'
import { rawText } from '../raw-text.ts'

const id = z.coerce.string().min(1).max(200)
const comment = z.object({
  id,
  text: z.string().optional(),
  from: z.object({ id, username: z.string().optional() }),
  parent_id: id.optional(),
  media: z.object({ id: id.optional(), ad_id: id.optional(), ad_title: z.string().optional() }).optional().catch(undefined),
})

/** A comment below a post is a chat of its own: it may be answered once, by a private message. Of a boosted post it may be told twice. */
export function readChange({ field, value, time }: InboxChange, account: InboxAccount, now: Date): InboundItem[] {
  if (field !== 'comments' && field !== 'live_comments') return []
  const { data } = comment.safeParse(value)
  if (!data) return [{ type: 'unreadable', reason: 'unknown_shape', body: rawText(value) }]
  if (data.from.id === account.accountId) return []
  const externalId = commentThread(data.id)
  const { media, parent_id: parentId } = data
  return [
    {
      type: 'message',
      externalId,
      threadId: externalId,
      customer: { externalId: data.from.id, ...(data.from.username ? { name: data.from.username } : {}) },
      sentAt: providerTime(time, now),
      kind: 'comment',
      text: data.text ?? 'Komentar tanpa teks. Lihat di aplikasi Instagram.',
      content: { postId: media?.id ?? '', ...(parentId ? { parentId } : {}), ...(media?.ad_id ? { advertisement: { id: media.ad_id, title: media.ad_title ?? '' } } : {}), ...(field === 'live_comments' ? { isLive: true } : {}) },
      attachments: [],
      wantsAnswer: account.answersComments && parentId === undefined && Boolean(data.text),
    },
  ]
}

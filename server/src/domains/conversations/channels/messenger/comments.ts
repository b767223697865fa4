import { z } from 'zod'
import type { InboundItem } from '../inbound-item.ts'
import type { InboxAccount, InboxChange } from '../meta-inbox.ts'
import { commentThread } from '../meta-inbox-send.ts'
import { providerTime } from '../provider-time.ts'
import { rawText } from '../raw-text.ts'

const id = z.coerce.string().min(1).max(200)
const kindOfNews = z.object({ item: z.string().optional(), verb: z.string().optional() })
const comment = z.object({
  comment_id: id,
  post_id: id.optional(),
  parent_id: id.optional(),
  from: z.object({ id, name: z.string().optional() }).optional(),
  message: z.string().optional(),
  created_time: z.union([z.string(), z.number()]).optional(),
})

/** A comment below a post of the page is a chat of its own: it may be answered once, by a private message. */
export function readChange({ field, value, time }: InboxChange, account: InboxAccount, now: Date): InboundItem[] {
  if (field !== 'feed') return []
  const { data: kind } = kindOfNews.safeParse(value)
  // Posts, likes and shares.
  if (kind?.item !== 'comment') return []
  const { data } = comment.safeParse(value)
  if (!data) return [{ type: 'unreadable', reason: 'unknown_shape', body: rawText(value) }]
  const externalId = commentThread(data.comment_id)
  const at = providerTime(data.created_time ?? time, now)
  if (kind.verb === 'remove') return [{ type: 'revoke', externalId, at: now }]
  if (kind.verb === 'edited') return [{ type: 'edit', externalId, text: data.message ?? '', at: now }]
  // The page's own, and those whose writer Meta does not name.
  if (!data.from || data.from.id === account.accountId) return []
  const isAnswer = data.parent_id !== undefined && data.parent_id !== data.post_id
  return [
    {
      type: 'message',
      externalId,
      threadId: externalId,
      customer: { externalId: data.from.id, ...(data.from.name ? { name: data.from.name } : {}) },
      sentAt: at,
      kind: 'comment',
      text: data.message ?? 'Komentar tanpa teks. Lihat di aplikasi Facebook.',
      content: { postId: data.post_id ?? '', ...(isAnswer ? { parentId: data.parent_id ?? '' } : {}) },
      attachments: [],
      wantsAnswer: account.answersComments && !isAnswer && Boolean(data.message),
    },
  ]
}

import { z } from 'zod'
import type { ChannelType } from '../channel.ts'
import { createInboxType } from '../meta-inbox-type.ts'
import { addressed } from '../meta-inbox-send.ts'
import { readChange } from './comments.ts'
import { instagramPublishing } from './publishing.ts'

const person = z.object({ name: z.string(), username: z.string() }).partial()
const account = z.object({ user_id: z.coerce.string().optional(), id: z.coerce.string().optional(), username: z.string().optional() })

/** Direct messages and comments of a professional Instagram account. Files can only be sent from a public address, so none are. */
export const instagram: ChannelType = createInboxType({
  type: 'instagram',
  label: 'Instagram',
  object: 'instagram',
  apiUrl: 'https://graph.instagram.com',
  textLength: 1_000,
  textUnit: 'bytes',
  maxAttachmentBytes: 0,
  accountFields: 'user_id,username',
  readAccount(body) {
    const { data } = account.safeParse(body)
    // `user_id` is what webhooks say; `id` counts for the app alone.
    const accountId = data?.user_id ?? data?.id
    return accountId ? { accountId, config: { username: data?.username ?? '' }, ...(data?.username ? { name: `@${data.username}` } : {}) } : undefined
  },
  subscribedFields: ['messages', 'messaging_postbacks', 'messaging_referral', 'messaging_seen', 'message_reactions', 'comments', 'live_comments'],
  renewal: { path: 'refresh_access_token', grant: 'ig_refresh_token' },
  personFields: 'name,username',
  readName(body) {
    const { data } = person.safeParse(body)
    return data?.name || data?.username || undefined
  },
  readChange,
  publishing: instagramPublishing,
  compose: (message) => ({ json: { ...addressed(message), message: { text: message.text } } }),
})

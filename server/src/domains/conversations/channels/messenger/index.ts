import { z } from 'zod'
import type { ChannelType } from '../channel.ts'
import { createInboxType } from '../meta-inbox-type.ts'
import { readChange } from './comments.ts'
import { compose } from './compose.ts'
import { pagePublishing } from './publishing.ts'

const person = z.object({ first_name: z.string(), last_name: z.string() }).partial()
const page = z.object({ id: z.coerce.string().min(1), name: z.string().optional() })

/** Messenger of a Facebook page, with the questions below its posts. */
export const messenger: ChannelType = createInboxType({
  type: 'messenger',
  label: 'Messenger',
  object: 'page',
  apiUrl: 'https://graph.facebook.com',
  textLength: 2_000,
  maxAttachmentBytes: 24 * 1_048_576,
  accountFields: 'id,name',
  readAccount(body) {
    const { data } = page.safeParse(body)
    return data && { accountId: data.id, config: { pageName: data.name ?? '' }, ...(data.name ? { name: data.name } : {}) }
  },
  subscribedFields: ['messages', 'messaging_postbacks', 'messaging_referrals', 'messaging_optins', 'message_deliveries', 'message_reads', 'message_reactions', 'message_echoes', 'messaging_handovers', 'standby', 'feed'],
  personFields: 'first_name,last_name',
  readName(body) {
    const { data } = person.safeParse(body)
    return [data?.first_name, data?.last_name].filter(Boolean).join(' ') || undefined
  },
  readChange,
  publishing: pagePublishing,
  compose,
})

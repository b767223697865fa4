import type { Services } from '#platform/context'
import type { Channel, ChannelHealth, ChannelType } from '../channel.ts'
import { fetchAttachment } from './files.ts'
import { openMailbox } from './mailbox.ts'
import { poll } from './poll.ts'
import { send } from './send.ts'
import { readSettings, unnamed } from './settings.ts'
import { openOutlet } from './smtp.ts'

/** A mailbox of the shop: read by IMAP, answered by SMTP. Chats are threads of mail with one person. */
export const email: ChannelType = {
  type: 'email',
  label: unnamed,
  limits: {
    textLength: 10_000,
    captionLength: 10_000,
    windowHours: null,
    account: { everyMs: 1_000, burst: 20 },
    chat: { everyMs: 1_000, burst: 5 },
    hasTemplates: false,
    maxAttachmentBytes: 15 * 1_048_576,
  },
  readSettings,
  addresses: (channel) => [`mailbox:${String(channel.config['address'])}`],
  isThreaded: true,
  hasUnsubscribe: true,
  answersByDraft: (channel) => channel.config['draftsOnly'] === true,
  isSameAccount: (before, after) => before.config['address'] === after.config['address'],
  poll,
  send,
  check,
  fetchAttachment,
}

/** Reads and writes are two servers with one password: both must let us in. */
async function check(channel: Channel, services: Services): Promise<ChannelHealth> {
  const mailbox = await openMailbox(channel, services)
  if ('problem' in mailbox) return { isWorking: false, tried: 'imap', problem: mailbox.problem }
  await mailbox[Symbol.asyncDispose]()
  const outlet = await openOutlet(channel, services)
  if ('problem' in outlet) return { isWorking: false, tried: 'smtp', problem: outlet.problem }
  outlet.close()
  return { isWorking: true, tried: 'imap+smtp' }
}

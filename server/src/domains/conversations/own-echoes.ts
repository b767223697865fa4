import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import type { Channel } from './channels/channel.ts'
import type { InboundMessage } from './channels/inbound-item.ts'
import { applyStatus } from './inbound-statuses.ts'

/** A provider tells our own words back within moments; later ones are somebody's typing. */
const recentMs = 15 * 60_000

/**
 * Our own words, told back before the answer to our call was stored, by a provider whose echoes carry no reference of
 * ours: they settle that attempt. Taken for the owner's typing they would stand there twice and silence the assistant.
 * Returns the messages that are something else.
 */
export async function settleOwnEchoes(tx: Transaction, channel: Channel, messages: InboundMessage[]): Promise<InboundMessage[]> {
  const others: InboundMessage[] = []
  for (const message of messages) {
    const attemptKey = message.isEcho ? await findAttempt(tx, channel, message) : undefined
    if (attemptKey) await applyStatus(tx, channel, { externalId: message.externalId, status: 'sent', at: message.sentAt, attemptKey })
    else others.push(message)
  }
  return others
}

/** The attempt under way to this person with these words; else one of unknown fate. A private reply went to a comment, not to the chat. */
async function findAttempt(tx: Transaction, channel: Channel, message: InboundMessage): Promise<string | undefined> {
  const { rows } = await sql<{ attemptKey: string; text: string; kind: string }>`
    select m.attempt_key, m.text, m.kind
    from messages m join conversations c on c.business_id = m.business_id and c.id = m.conversation_id
    where m.business_id = ${tx.businessId} and m.channel_id = ${channel.channelId} and m.direction = 'outbound' and m.external_id is null
      and m.delivery in ('attempting', 'uncertain') and m.attempt_key is not null and m.attempted_at > ${new Date(tx.now().getTime() - recentMs)}
      and c.customer_id in (select i.customer_id from customer_identities i where i.business_id = m.business_id and i.channel_type = ${channel.type} and i.external_id = ${message.customer.externalId})
    order by m.delivery, m.attempted_at`.execute(tx.db)
  const isFile = message.attachments.length > 0
  return rows.find((row) => row.text.trim() === message.text.trim() && (row.text.trim() !== '' || (row.kind !== 'text') === isFile))?.attemptKey
}

import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import { fromCursor, toCursor } from '#platform/http/paging'
import { findOwnBusiness } from '#domains/businesses'
import { hasConsent, noteContact, recordConsent, resolveCustomers } from '#domains/customers'
import { getAttachment } from './attachments.ts'
import type { Channel } from './channels/channel.ts'
import { applyStatus } from './inbound-statuses.ts'
import type { AttachmentRow, MessageRow, Tables } from './tables.ts'

/** Commits may end out of order: each read looks back this far, and the widget drops what it has by message id. */
const lookBackMs = 30_000

export async function findVisitorConversation(tx: Transaction, channel: Channel, visitorId: string): Promise<string | undefined> {
  const row = await tenant<Tables>(tx).select('conversations').select('id').where('channelId', '=', channel.channelId).where('externalId', '=', visitorId).executeTakeFirst()
  return row?.id
}

export async function shopNameOf(tx: Transaction): Promise<string> {
  return (await findOwnBusiness(tx))?.name ?? ''
}

/** What the visitor typed before chatting. Consent goes into the ledger with the words that were shown. */
export async function storeForm(tx: Transaction, channel: Channel, visitorId: string, form: { name?: string | undefined; phone?: string | undefined; hasConsented: boolean }): Promise<void> {
  const [customerId] = await resolveCustomers(tx, [{ channelType: channel.type, externalId: visitorId, name: form.name, seenAt: tx.now() }])
  await noteContact(tx, customerId, form)
  const text = String(channel.config['consentText'] ?? '')
  if (!form.hasConsented || text === '' || (await hasConsent(tx, customerId, 'marketing', channel.type))) return
  await recordConsent(tx, { customerId, purpose: 'marketing', isGranted: true, source: 'form', textVersion: text, proof: { channelId: channel.channelId, phone: form.phone ? 'typed' : 'none' } })
}

export interface VisitorMessage extends MessageRow {
  attachments: AttachmentRow[]
}

/** The visitor's conversation as the visitor may see it: no notes, no events, nothing that was called off. */
export async function listVisitorMessages(tx: Transaction, channel: Channel, visitorId: string, after: string | undefined): Promise<{ items: VisitorMessage[]; cursor: string }> {
  const since = after === undefined ? undefined : new Date(Number(fromCursor(after)[0]) - lookBackMs)
  const visibleAt = sql<Date>`coalesce(messages.delivery_at, messages.created_at)`
  const conversationId = await findVisitorConversation(tx, channel, visitorId)
  const cursor = toCursor([tx.now().getTime()])
  if (!conversationId) return { items: [], cursor }
  let query = tenant<Tables>(tx)
    .select('messages')
    .selectAll()
    .where('conversationId', '=', conversationId)
    .where('direction', 'in', ['inbound', 'outbound'])
    .where('revokedAt', 'is', null)
    .where((where) => where.or([where('delivery', 'is', null), where('delivery', 'in', ['sent', 'delivered', 'read'])]))
  if (since) query = query.where(visibleAt, '>=', since)
  const rows = (await query.orderBy('sentAt', 'desc').orderBy('id', 'desc').limit(200).execute()).reverse()
  const ids = rows.map((row) => row.id)
  const attachments = ids.length === 0 ? [] : await tenant<Tables>(tx).select('attachments').selectAll().where('messageId', 'in', ids).where('status', '=', 'stored').orderBy('id').execute()
  return { items: rows.map((row) => ({ ...row, attachments: attachments.filter((one) => one.messageId === row.id) })), cursor }
}

/** A file of the visitor's own conversation. */
export async function findVisitorFile(tx: Transaction, channel: Channel, visitorId: string, attachmentId: string): Promise<AttachmentRow & { fileKey: string }> {
  const conversationId = await findVisitorConversation(tx, channel, visitorId)
  const file = await getAttachment(tx, attachmentId)
  const message = conversationId && (await tenant<Tables>(tx).select('messages').select('id').where('id', '=', file.messageId).where('conversationId', '=', conversationId).where('direction', 'in', ['inbound', 'outbound']).executeTakeFirst())
  if (!message) throw notFound('Berkas')
  return file
}

/** The visitor has seen the shop's messages. */
export async function markVisitorRead(tx: Transaction, channel: Channel, visitorId: string): Promise<void> {
  const conversationId = await findVisitorConversation(tx, channel, visitorId)
  if (!conversationId) return
  const unread = await tenant<Tables>(tx).select('messages').select('externalId').where('conversationId', '=', conversationId).where('delivery', 'in', ['sent', 'delivered']).where('externalId', 'is not', null).orderBy('externalId').limit(200).execute()
  for (const { externalId } of unread) if (externalId) await applyStatus(tx, channel, { externalId, status: 'read', at: tx.now() })
}

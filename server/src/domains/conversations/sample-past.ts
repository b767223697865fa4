import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { manyRows } from '#platform/database/many-rows'
import { newId } from '#platform/ids'
import { noteStarts } from './journey.ts'
import { previewOf } from './preview.ts'

/** A chat of an example shop that was over long ago. */
export interface SampleChat {
  customerId: string
  threadId: string
  channelType: string
  /** Oldest first, one at least. */
  messages: SampleLine[]
}

export interface SampleLine {
  at: Date
  by: 'customer' | 'assistant' | 'member'
  text: string
}

/** Read and answered: nobody is told of them and nothing is sent. */
export async function addSamplePast(tx: Transaction, channelId: string, chats: readonly SampleChat[]): Promise<void> {
  if (chats.length === 0) return
  const rows = chats.map((chat) => ({ id: newId(), chat }))
  const threads = manyRows(conversationColumns, rows.map(({ id, chat }) => conversationOf(tx, channelId, id, chat)))
  await sql`insert into conversations ${threads.columns} ${threads.values}`.execute(tx.db)
  const lines = rows.flatMap(({ id, chat }) => chat.messages.map((line) => messageOf(tx, channelId, id, chat, line)))
  const many = manyRows(messageColumns, lines)
  await sql`insert into messages ${many.columns} ${many.values}`.execute(tx.db)
  await noteStarts(tx, rows.map(({ id, chat }) => ({ id, customerId: chat.customerId, startedAt: chat.messages[0].at, channelType: chat.channelType })))
}

const conversationColumns = {
  businessId: 'uuid', id: 'uuid', channelId: 'uuid', customerId: 'uuid', externalId: 'text', status: 'text', handler: 'text', labels: 'text[]', unreadCount: 'integer',
  lastMessageAt: 'timestamptz', lastMessagePreview: 'text', lastMessageDirection: 'text', lastInboundAt: 'timestamptz', isSample: 'boolean', createdAt: 'timestamptz',
} as const
const messageColumns = {
  businessId: 'uuid', id: 'uuid', conversationId: 'uuid', channelId: 'uuid', direction: 'text', authorKind: 'text', authorId: 'text', kind: 'text', text: 'text',
  content: 'jsonb', sentAt: 'timestamptz', createdAt: 'timestamptz', isLate: 'boolean', delivery: 'text', deliveryAt: 'timestamptz',
} as const

function conversationOf(tx: Transaction, channelId: string, id: string, { customerId, threadId, messages }: SampleChat) {
  const last = messages[messages.length - 1]
  const asked = messages.findLast((line) => line.by === 'customer')
  return {
    businessId: tx.businessId, id, channelId, customerId, externalId: threadId, status: 'closed', handler: 'assistant', labels: [], unreadCount: 0,
    lastMessageAt: last.at, lastMessagePreview: previewOf({ kind: 'text', text: last.text }), lastMessageDirection: last.by === 'customer' ? 'inbound' : 'outbound', lastInboundAt: asked?.at ?? null, isSample: true, createdAt: messages[0].at,
  }
}

function messageOf(tx: Transaction, channelId: string, conversationId: string, { customerId }: SampleChat, { at, by, text }: SampleLine) {
  const isFromCustomer = by === 'customer'
  return {
    businessId: tx.businessId, id: newId(), conversationId, channelId, direction: isFromCustomer ? 'inbound' : 'outbound', authorKind: by, authorId: isFromCustomer ? customerId : null, kind: 'text', text,
    content: {}, sentAt: at, createdAt: at, isLate: false, delivery: isFromCustomer ? null : 'read', deliveryAt: isFromCustomer ? null : at,
  }
}

import type { z } from 'zod'
import type { ConversationWithPeople } from './conversations.ts'
import type { conversationSchema, messageSchema, templateSchema } from './schemas.ts'
import type { AttachmentRow, MessageRow, TemplateRow } from './tables.ts'

/** What leaves the house of a conversation. */
export function presentConversation(row: ConversationWithPeople): z.input<typeof conversationSchema> {
  return {
    conversationId: row.id,
    customer: { customerId: row.customer?.customerId ?? row.customerId, name: row.customer?.name ?? '', phone: row.customer?.phone ?? null },
    channel: { channelId: row.channelId, type: row.channelType, name: row.channelName, hasTemplates: row.hasTemplates },
    status: row.status,
    handler: row.handler,
    assignedMemberId: row.assignedMemberId,
    // JSON written by `handOff` alone.
    handoff: row.handoff as z.input<typeof conversationSchema>['handoff'],
    labels: row.labels,
    unreadCount: row.unreadCount,
    lastMessageAt: row.lastMessageAt,
    lastMessagePreview: row.lastMessagePreview,
    lastMessageDirection: row.lastMessageDirection,
    windowExpiresAt: row.writableUntil,
    freeEntryUntil: row.freeEntryUntil,
    isSample: row.isSample,
  }
}

export function presentMessage(row: MessageRow & { attachments?: AttachmentRow[] }): z.input<typeof messageSchema> {
  return {
    messageId: row.id,
    conversationId: row.conversationId,
    direction: row.direction,
    author: { kind: row.authorKind, id: row.authorId },
    clientId: row.clientId,
    kind: row.kind,
    text: row.text,
    // JSON written by this domain alone.
    content: row.content as Record<string, unknown>,
    sentAt: row.sentAt,
    isLate: row.isLate,
    delivery: row.delivery,
    error: row.error as z.input<typeof messageSchema>['error'],
    answer: row.answer as z.input<typeof messageSchema>['answer'],
    replyToId: row.replyToId,
    resendOfId: row.resendOfId,
    editedAt: row.editedAt,
    revokedAt: row.revokedAt,
    attachments: (row.attachments ?? []).map((attachment) => ({
      attachmentId: attachment.id,
      status: attachment.status,
      name: attachment.name,
      mediaType: attachment.mediaType,
      bytes: attachment.bytes,
      reason: attachment.reason,
    })),
  }
}

export function presentTemplate(row: TemplateRow): z.input<typeof templateSchema> {
  const { name, language, category, status, quality, reason, body, variables } = row
  return { name, language, category, status, quality, reason, body, variables }
}

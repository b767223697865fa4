import { z } from 'zod'
import type { Context, JsonValue, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import type { Attempt, WorkHandler } from '#platform/events/dispatcher'
import { getChannel, typeOf } from './channel-accounts.ts'
import type { AttachmentAnswer, Channel } from './channels/channel.ts'
import { mostFileBytes, takeInFile, tooLarge } from './incoming-file.ts'
import type { AttachmentRow, Tables } from './tables.ts'

const gone = 'Berkas sudah tidak ada di penyedia kanal. Minta pelanggan mengirim ulang.'
const unreachable = 'Berkas belum bisa diambil dari penyedia kanal. Minta pelanggan mengirim ulang.'

/** Two at a time in a process: pictures are drawn anew in memory (F32). */
const mostAtOnce = 2
let underWay = 0
const waiting: (() => void)[] = []

/** Fetches a received file at once, because providers forget it (F33). Retried by the queue while the provider is away. */
export const fetchAttachment: WorkHandler = async (ctx, payload, attempt) => {
  const { attachmentId } = z.object({ attachmentId: z.uuid() }).parse(payload)
  const found = await ctx.transaction((tx) => findWaiting(tx, attachmentId))
  if (!found) return
  await oneOfFew(() => fetchOne(ctx, found.row, found.channel, attempt))
}

export async function getAttachment(tx: Transaction, attachmentId: string): Promise<AttachmentRow & { fileKey: string }> {
  const row = await tenant<Tables>(tx).select('attachments').selectAll().where('id', '=', attachmentId).where('status', '=', 'stored').executeTakeFirst()
  if (!row?.fileKey) throw notFound('Berkas')
  return { ...row, fileKey: row.fileKey }
}

export function listAttachments(tx: Transaction, messageId: string): Promise<AttachmentRow[]> {
  return tenant<Tables>(tx).select('attachments').selectAll().where('messageId', '=', messageId).orderBy('id').execute()
}

async function fetchOne(ctx: Context, row: AttachmentRow, channel: Channel, attempt: Attempt): Promise<void> {
  if (row.bytes !== null && row.bytes > mostFileBytes) return finish(ctx, row, { status: 'refused', reason: tooLarge(mostFileBytes, row.bytes) })
  // JSON written by the channel itself.
  const source = row.source as Record<string, JsonValue>
  const answer: AttachmentAnswer = (await typeOf(channel).fetchAttachment?.(channel, source, ctx, mostFileBytes)) ?? { missing: 'gone' }
  if ('missing' in answer) {
    if (answer.missing === 'too_large') return finish(ctx, row, { status: 'refused', reason: tooLarge(mostFileBytes, answer.bytes) })
    if (answer.missing === 'unreachable' && !attempt.isLast) throw new Error('The file of a message cannot be reached now')
    return finish(ctx, row, { status: 'expired', reason: answer.missing === 'gone' ? gone : unreachable })
  }
  const result = await takeInFile(ctx, untroubled(answer.content), { name: row.name, mediaType: row.mediaType })
  if ('refused' in result) return finish(ctx, row, { status: 'refused', reason: result.refused })
  await finish(ctx, row, { status: 'stored', reason: null, ...result.stored }).catch(async (error: unknown) => {
    await ctx.files.remove(ctx.businessId, result.stored.fileKey)
    throw error
  })
}

/** A broken transfer is tried again; its error may quote an address with a token, so it is not passed on. */
async function* untroubled(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* content
  } catch {
    throw new Error('The transfer of a file broke off')
  }
}

async function findWaiting(tx: Transaction, attachmentId: string): Promise<{ row: AttachmentRow; channel: Channel } | undefined> {
  const row = await tenant<Tables>(tx).select('attachments').selectAll().where('id', '=', attachmentId).where('status', '=', 'waiting').executeTakeFirst()
  const message = row && (await tenant<Tables>(tx).select('messages').select('channelId').where('id', '=', row.messageId).executeTakeFirst())
  return message && { row, channel: await getChannel(tx, message.channelId) }
}

async function finish(ctx: Context, row: AttachmentRow, changes: Partial<Omit<AttachmentRow, 'source'>>): Promise<void> {
  await ctx.transaction(async (tx) => {
    await tenant<Tables>(tx).update('attachments').set(changes).where('id', '=', row.id).where('status', '=', 'waiting').execute()
    const message = await tenant<Tables>(tx).select('messages').select('conversationId').where('id', '=', row.messageId).executeTakeFirstOrThrow()
    await tx.notify({ topic: 'conversation', id: message.conversationId })
  })
}

async function oneOfFew(work: () => Promise<void>): Promise<void> {
  if (underWay >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  underWay++
  try {
    await work()
  } finally {
    underWay--
    waiting.shift()?.()
  }
}

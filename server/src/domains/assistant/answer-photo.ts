import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import type { Context, Transaction } from '#platform/context'
import { findPhotoOf } from '#domains/catalog'
import { getConversation, mostFileBytesOf, readHistory, type NewMessage } from '#domains/conversations'
import type { Answer } from './brain/respond.ts'
import { getAssistantSettings } from './settings.ts'

type File = NonNullable<NewMessage['file']>

const asksForPicture = /\b(?:foto|fotonya|gambar|gambarnya|gmbr|penampakan|pict?|picture|photo|image)\b/i
/** Answers that speak of what a thing is like; a price or a stock alone needs no picture. */
const telling = new Set(['product_info', 'recommendation'])

/**
 * The photo that goes with an answer about one product, where the channel takes files: whenever it is asked for, and else
 * once a chat. A copy of its own, because the shop may change its photo and a customer may have theirs erased.
 */
export async function pickPhoto(ctx: Context, conversationId: string, asked: string, answer: Answer): Promise<File | undefined> {
  const isAsked = asksForPicture.test(asked)
  if (answer.reply === '' || answer.handoff || answer.products.length === 0 || (!isAsked && !telling.has(answer.intent))) return undefined
  const found = await ctx.transaction((tx) => findPhoto(tx, { conversationId, skus: answer.products, isAsked }))
  if (!found) return undefined
  const bytes = await buffer(await ctx.files.open(ctx.businessId, found.photoKey)).catch(() => undefined)
  if (!bytes || bytes.length > found.mostBytes) return undefined
  const { key } = await ctx.files.put(ctx.businessId, bytes)
  return { fileKey: key, name: `${found.name}.jpg`, mediaType: 'image/jpeg', bytes: bytes.length }
}

const productsOf = (answer: unknown): string[] => z.object({ products: z.array(z.string()) }).safeParse(answer).data?.products ?? []

async function findPhoto(tx: Transaction, { conversationId, skus, isAsked }: { conversationId: string; skus: readonly string[]; isAsked: boolean }): Promise<{ name: string; photoKey: string; mostBytes: number } | undefined> {
  if ((await getAssistantSettings(tx)).mode !== 'answer') return undefined
  const conversation = await getConversation(tx, conversationId)
  const mostBytes = mostFileBytesOf(conversation.channelType)
  if (conversation.handler !== 'assistant' || conversation.isAnsweredByDraft || mostBytes === 0) return undefined
  const photo = await findPhotoOf(tx, skus)
  if (!photo) return undefined
  const isShown = !isAsked && (await readHistory(tx, conversationId)).some((message) => message.direction === 'outbound' && message.kind === 'image' && productsOf(message.answer).some((sku) => photo.skus.includes(sku)))
  return isShown ? undefined : { ...photo, mostBytes }
}

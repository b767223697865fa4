import { z } from 'zod'
import type { Context, Transaction } from '#platform/context'
import type { WorkHandler } from '#platform/events/dispatcher'
import { addSuggestion, getConversation, handOff, readHistory, sendMessage, type AnswerRecord, type ConversationWithPeople, type NewMessage } from '#domains/conversations'
import { asksToStop, mayAnswerByItself, provenPhone, recordConsent } from '#domains/customers'
import { pickPhoto } from './answer-photo.ts'
import { phrasesFor } from './brain/answer/phrases.ts'
import { respond, type Answer, type Brain } from './brain/respond.ts'
import { registerOf } from './brain/understand/register.ts'
import { playOrder, recordOf, takeOrder, textOf, withReminder } from './ordering/taking.ts'
import { getAssistantSettings } from './settings.ts'
import { mayAskModel } from './model-budget.ts'
import { loadBrain, readBrain } from './shop-knowledge.ts'
import { word, type ModelUse, type Worded } from './wording.ts'

const received = z.object({ conversationId: z.uuid(), messageId: z.uuid(), customerId: z.uuid(), channelType: z.string(), isLate: z.boolean(), wantsAnswer: z.boolean(), resumesPromotions: z.boolean().default(false) })

/** Messages of a customer that one answer looks back on. */
const mostTurns = 12

/**
 * Answers a customer's message: understand → look up → compose → check → send or hand off. Silent when a person has the
 * conversation, when the message came too late, and when a newer one waits (that one answers for both).
 */
export const answerMessage: WorkHandler = async (ctx, payload) => {
  const event = received.parse(payload)
  const assistant = ctx.as({ kind: 'assistant' })
  if (event.resumesPromotions && !event.isLate) return assistant.transaction((tx) => confirmPromotions(tx, event))
  if (event.isLate || !event.wantsAnswer) return
  const turn = await assistant.transaction((tx) => readTurn(tx, event))
  if (!turn) return
  const { brain } = turn
  if (await assistant.transaction((tx) => takeOrder(tx, event, turn))) return
  const conversation = { messages: turn.messages, phone: turn.phone }
  const { llm } = ctx
  const { answer, model } = await word(assistant, brain, conversation, respond(brain, conversation), async () => llm !== undefined && (await mayAskModel(assistant, llm, event.conversationId)))
  // The plain word was recorded with the message.
  const actions = asksToStop(turn.messages.at(-1) ?? '') ? answer.actions.filter((action) => action !== 'opt_out') : answer.actions
  const file = await pickPhoto(assistant, event.conversationId, turn.messages.at(-1) ?? '', answer)
  const isUsed = await assistant.transaction((tx) => deliver(tx, event, { answer: { ...answer, actions }, model }, file)).catch(async (error: unknown) => {
    if (file) await ctx.files.remove(ctx.businessId, file.fileKey)
    throw error
  })
  if (file && !isUsed) await ctx.files.remove(ctx.businessId, file.fileKey)
}

interface Turn {
  messages: string[]
  phone: string | null
  brain: Brain
}

async function readTurn(tx: Transaction, event: z.infer<typeof received>): Promise<Turn | undefined> {
  const conversation = await getConversation(tx, event.conversationId)
  if (conversation.handler !== 'assistant') return undefined
  // Their right: a person answers, or nobody until the matter is settled.
  if (!(await mayAnswerByItself(tx, event.customerId))) return void (await handOff(tx, event.conversationId, { reason: 'human', summary: 'Pelanggan ini meminta dilayani orang, atau datanya sedang dibekukan. Asisten tidak membaca chatnya.' }))
  const history = await readHistory(tx, event.conversationId)
  const inbound = history.filter((message) => message.direction === 'inbound' && message.text !== '')
  if (inbound.at(-1)?.id !== event.messageId) return undefined
  const phone = await provenPhone(tx, event.customerId)
  return { messages: inbound.slice(-mostTurns).map((message) => message.text), phone, brain: await readBrain(tx, phone) }
}

/** What the customer decides about their own data is confirmed in every mode, once, and needs no other answer. */
async function confirmPromotions(tx: Transaction, event: z.infer<typeof received>): Promise<void> {
  const said = (await readHistory(tx, event.conversationId)).filter((message) => message.direction === 'inbound').map((message) => message.text)
  await sendMessage(tx, { conversationId: event.conversationId, text: phrasesFor(registerOf(said)).optedIn(), clientId: `answer:${event.messageId}`, isReceipt: true })
}

/** Returns whether the file went along. */
async function deliver(tx: Transaction, event: z.infer<typeof received>, { answer: given, model }: Worded, file: NewMessage['file']): Promise<boolean> {
  const conversation = await getConversation(tx, event.conversationId)
  if (conversation.handler !== 'assistant') return false
  const { mode } = await getAssistantSettings(tx)
  // What the customer decides about their own data counts in every mode.
  if (given.actions.includes('opt_out')) {
    await recordConsent(tx, { customerId: event.customerId, purpose: 'marketing', isGranted: false, source: 'chat', proof: { messageId: event.messageId } })
  }
  const answer = mode === 'answer' ? await withReminder(tx, event, given) : given
  const record = toRecord(answer, model)
  if (mode !== 'answer' || conversation.isAnsweredByDraft) {
    await addSuggestion(tx, event.conversationId, { text: answer.reply, answer: record, inReplyTo: event.messageId, isOffered: mode !== 'watch' })
    return false
  }
  if (isRepeatedHandOff(conversation, answer)) return false
  const sent = answer.reply === '' ? undefined : await sendMessage(tx, { conversationId: event.conversationId, text: answer.reply, clientId: `answer:${event.messageId}`, answer: record, file })
  if (answer.handoff) await handOff(tx, event.conversationId, { reason: answer.handoff.reason, summary: answer.handoff.summary })
  return sent?.kind === 'image'
}

/** Handed off already and nobody has taken it back: saying so again would be a loop (F30). */
function isRepeatedHandOff(conversation: ConversationWithPeople, answer: Answer): boolean {
  return conversation.handoff !== null && answer.handoff !== null
}

function toRecord(answer: Answer, model: ModelUse | undefined): AnswerRecord {
  const sources = answer.sources.map(({ kind, ref, text }) => ({ kind, ref, text }))
  return { intent: answer.intent, sources, products: answer.products, handoff: answer.handoff, ...(model ? { model } : {}) }
}

/** The same answer for the owner's trial, with nothing stored and nobody written to. */
export async function tryAssistant(ctx: Context, input: { messages: string[]; phone: string | null }): Promise<Answer> {
  const brain = await loadBrain(ctx, input.phone)
  const answer = respond(brain, input)
  const { mode, takesOrders } = await ctx.transaction(getAssistantSettings)
  const step = mode === 'answer' && takesOrders ? await playOrder(ctx, brain, input) : undefined
  if (!step) return answer
  const { sources, products, handoff } = recordOf(step)
  // The same rows that its message would carry.
  return { ...answer, reply: textOf(step), intent: 'order', sources: step.sections.flatMap((one) => one.sources).filter((one) => sources.some(({ ref }) => ref === one.ref)), products, handoff, actions: [] }
}

import { z } from 'zod'
import type { Context, Transaction } from '#platform/context'
import type { LanguageModel } from '#platform/llm/model'
import { readSetting, writeSetting } from '#domains/businesses'
import { countModelCalls } from '#domains/conversations'
import { mayCostMore } from './model-costs.ts'
import { countAllCalls, countOtherCalls, noteModelCall, type CallPurpose } from './other-calls.ts'

const settingKey = 'assistant-model'
const told = z.object({ limitReachedAt: z.iso.datetime() })
const dayMs = 86_400_000

/** Whether the model may be asked once more: calls of the last 24 hours, per business and per conversation, and rupiah of the month (F31). */
export async function mayAskModel(ctx: Context, llm: LanguageModel, conversationId: string): Promise<boolean> {
  const { perDay, perConversation } = llm.limits
  return ctx.transaction(async (tx) => {
    const since = new Date(tx.now().getTime() - dayMs)
    const calls = await countModelCalls(tx, { conversationId, since })
    if (calls.business + (await countOtherCalls(tx, since)) >= perDay || !(await mayCostMore(tx))) {
      await tellOnce(tx, since)
      return false
    }
    return calls.conversation < perConversation
  })
}

/** The same for a question outside chats, which counts from when it is allowed. */
export async function mayAskAside(ctx: Context, llm: LanguageModel, purpose: CallPurpose): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    const since = new Date(tx.now().getTime() - dayMs)
    if ((await countAllCalls(tx, since)) >= llm.limits.perDay || !(await mayCostMore(tx))) {
      await tellOnce(tx, since)
      return false
    }
    await noteModelCall(tx, purpose)
    return true
  })
}

/** The owner reads of it in the log of the business, once a day; the assistant goes on without the model. */
async function tellOnce(tx: Transaction, since: Date): Promise<void> {
  const last = told.safeParse(await readSetting(tx, settingKey)).data
  if (last && new Date(last.limitReachedAt) > since) return
  await writeSetting(tx, settingKey, { limitReachedAt: tx.now().toISOString() })
}

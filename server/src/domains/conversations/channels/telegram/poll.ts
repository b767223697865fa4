import { z } from 'zod'
import type { JsonValue, Services } from '#platform/context'
import type { Channel, PollAnswer } from '../channel.ts'
import { callBot } from './api.ts'
import { calledInstead, polledElsewhere, problemOf } from './problems.ts'
import { allowedUpdates, callbackIdOf, readUpdate } from './updates.ts'

/** Telegram keeps the request open this long when there is nothing new. */
const longPollSeconds = 25

const cursorSchema = z.object({ offset: z.number().int() }).catch({ offset: 0 })
const updatesSchema = z.array(z.looseObject({ update_id: z.number().int() }))

/** Asks for what is new. The next request's offset tells Telegram to forget what this one brought, so it is stored first. */
export async function poll(channel: Channel, cursor: JsonValue, services: Services, signal: AbortSignal): Promise<PollAnswer> {
  const { offset } = cursorSchema.parse(cursor)
  const parameters = { offset, limit: 100, timeout: longPollSeconds, allowed_updates: allowedUpdates }
  const answer = await callBot(channel, 'getUpdates', parameters, services, { timeoutMs: (longPollSeconds + 15) * 1_000, signal })
  if (answer.kind === 'refused' && answer.code === 409) return { problem: /webhook/i.test(answer.description) ? calledInstead : polledElsewhere }
  if (answer.kind !== 'ok') return { problem: problemOf(answer) }
  const updates = updatesSchema.safeParse(answer.result)
  if (!updates.success) return { problem: problemOf({ kind: 'foreign', status: 200 }) }
  await acknowledgePresses(channel, updates.data, services)
  const last = updates.data.at(-1)
  return {
    items: updates.data.flatMap((update) => readUpdate(update, services.clock.now())),
    cursor: { offset: last ? last.update_id + 1 : offset },
  }
}

/** Removes a webhook that is still set, without dropping what waits: Telegram does one or the other. */
export async function preparePolling(channel: Channel, services: Services): Promise<void> {
  await callBot(channel, 'deleteWebhook', { drop_pending_updates: false }, services)
}

async function acknowledgePresses(channel: Channel, updates: unknown[], services: Services): Promise<void> {
  const ids = updates.map(callbackIdOf).filter((id) => id !== undefined)
  await Promise.all(ids.map((id) => callBot(channel, 'answerCallbackQuery', { callback_query_id: id }, services, { timeoutMs: 5_000 })))
}

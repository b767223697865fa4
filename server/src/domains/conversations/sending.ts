import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Context } from '#platform/context'
import type { Attempt, Postponed, WorkHandler } from '#platform/events/dispatcher'
import { typeOf } from './channel-accounts.ts'
import type { SendOutcome } from './channels/channel.ts'
import { finishAttempt, giveUp, startAttempt, type StartedAttempt } from './send-attempt.ts'
import type { Place, Traffic } from './traffic.ts'

/** How long a provider may take before the fate of a message is called uncertain; channels give up sooner themselves. */
const answerTimeoutMs = 90_000
/** A shorter wait is waited out; for a longer one the message goes back to the queue, and the worker does other things. */
const longestPauseMs = 1_000

/**
 * The send protocol (reliability §4): the attempt's key is committed before the call; what happened is committed after.
 * A crash in between leaves `attempting`, which the next run calls uncertain and never sends again by itself. Rates and
 * breaks are waited for before the attempt begins, so that waiting is never mistaken for an unknown fate.
 */
export function createSender(traffic: Traffic): WorkHandler {
  return async (ctx, payload, attempt) => {
    const { messageId } = z.object({ messageId: z.uuid() }).parse(payload)
    try {
      return await sendPlanned(ctx, traffic, messageId, attempt)
    } catch (error) {
      // A fault of ours: after the last try the message must not look as if it still waited (F26).
      if (attempt.isLast) await ctx.transaction((tx) => giveUp(tx, messageId))
      throw error
    }
  }
}

async function sendPlanned(ctx: Context, traffic: Traffic, messageId: string, attempt: Attempt): Promise<void | Postponed> {
  let place: Place | undefined
  let waitMs = 0
  const askedAtMs = ctx.now().getTime()
  const mayGo = (where: Place, limits: Parameters<Traffic['waitFor']>[1]) => {
    place = where
    waitMs = traffic.waitFor(where, limits, askedAtMs)
    return waitMs === 0
  }
  let started = await ctx.transaction((tx) => startAttempt(tx, messageId, attempt.workId, mayGo))
  if (started === 'wait') {
    if (waitMs > longestPauseMs) return later(ctx, waitMs)
    await sleep(waitMs)
    started = await ctx.transaction((tx) => startAttempt(tx, messageId, attempt.workId, (where, limits) => (traffic.waitFor(where, limits, askedAtMs + waitMs), true)))
  }
  if (!started || started === 'wait' || !place) return
  const leftAtMs = ctx.now().getTime()
  const outcome = await callChannel(ctx, started)
  if (outcome.outcome === 'accepted') traffic.succeeded(place, leftAtMs)
  const backOffMs = outcome.outcome === 'wait' && !outcome.problem.needsReconnect ? traffic.slowDown(place, outcome.problem, ctx.now().getTime(), ctx.random()) : 0
  const next = await ctx.transaction((tx) => finishAttempt(tx, messageId, outcome))
  return next === 'again' ? later(ctx, backOffMs) : undefined
}

export async function callChannel(ctx: Context, started: StartedAttempt): Promise<SendOutcome> {
  const { channel, outbound, file } = started
  const attachment = file && (await readFile(ctx, file))
  if (file && !attachment) return { outcome: 'rejected', problem: fileMissing }
  const call = typeOf(channel)
    .send(channel, { ...outbound, ...(attachment ? { attachment } : {}) }, ctx)
    // The request may have arrived although our code then failed: that is not a failure to send.
    .catch((error: unknown): SendOutcome => {
      ctx.log.error({ error: error instanceof Error ? error.name : 'unknown', channelId: channel.channelId }, 'a channel failed while sending')
      return { outcome: 'uncertain', detail: error instanceof Error ? error.name : 'unknown' }
    })
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), answerTimeoutMs)))
  const outcome = await Promise.race([call, tooLong])
  clearTimeout(timer)
  if (outcome) return outcome
  // Whatever comes later is the truth: it settles the message.
  void call.then((late) => ctx.transaction((tx) => finishAttempt(tx, started.messageId, late))).catch((error: unknown) => ctx.log.warn({ error }, 'a late answer could not be stored'))
  return { outcome: 'uncertain', detail: 'timeout' }
}

/** Read before the call: a file that is missing means that nothing was sent. */
async function readFile(ctx: Context, file: NonNullable<StartedAttempt['file']>): Promise<{ mediaType: string; name: string; bytes: Uint8Array } | undefined> {
  const { fileKey, mediaType, name } = file
  try {
    return { mediaType, name, bytes: await buffer(await ctx.files.open(ctx.businessId, fileKey)) }
  } catch (error) {
    ctx.log.error({ error, businessId: ctx.businessId }, 'the file of a message is missing')
    return undefined
  }
}

const fileMissing = { code: 'file_missing', sentence: 'Belum terkirim: berkasnya tidak ada lagi di Laris. Lampirkan lagi, lalu kirim.', retryable: false }

function later(ctx: Context, waitMs: number): Postponed {
  return { postponedUntil: new Date(ctx.now().getTime() + Math.ceil(waitMs)) }
}

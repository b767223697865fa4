import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { conflict, invalidInput } from '../errors.ts'
import { newId } from '../ids.ts'
import { tenant } from '../database/tenant.ts'

interface IdempotencyKeyRow {
  businessId: string
  id: string
  key: string
  fingerprint: string
  answer: unknown
  isDone: boolean
  createdAt: Date
}
type Tables = { idempotencyKeys: IdempotencyKeyRow }

export interface Idempotency {
  /** Runs the work once per `Idempotency-Key` of a business for 24 h; the same key with another request is a 409. */
  run(ctx: Context, request: FastifyRequest, reply: FastifyReply, work: () => Promise<unknown>, options?: { isAnswerSecret?: boolean }): Promise<unknown>
}

const lifetimeMs = 24 * 3_600_000

export const idempotency: Idempotency = {
  async run(ctx, request, reply, work, { isAnswerSecret = false } = {}) {
    const key = request.headers['idempotency-key']
    if (key === undefined) return work()
    if (typeof key !== 'string' || key === '' || key.length > 255) throw invalidInput('Idempotency-Key harus 1–255 karakter.')
    const fingerprint = createHash('sha256').update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`).digest('hex')
    const earlier = await reserve(ctx, key, fingerprint)
    if (earlier) {
      if (earlier.fingerprint !== fingerprint) throw conflict('idempotency.key_reused', 'Kunci ini sudah dipakai untuk permintaan lain.')
      if (!earlier.isDone) throw conflict('idempotency.in_progress', 'Permintaan yang sama sedang diproses. Tunggu sebentar.')
      if (isAnswerSecret) throw conflict('idempotency.answer_not_kept', 'Ini sudah dibuat, dan rahasianya hanya ditampilkan sekali. Cabut yang itu, lalu buat lagi.')
      reply.header('idempotency-replayed', 'true')
      return earlier.answer
    }
    try {
      const answer = await work()
      await ctx.transaction((tx) =>
        tenant<Tables>(tx).update('idempotencyKeys').set({ answer: JSON.stringify(isAnswerSecret ? null : (answer ?? null)), isDone: true }).where('key', '=', key).execute(),
      )
      return answer
    } catch (error) {
      await ctx.transaction((tx) => tenant<Tables>(tx).delete('idempotencyKeys').where('key', '=', key).where('isDone', '=', false).execute())
      throw error
    }
  },
}

/** Takes the key, or returns what an earlier request left under it. */
async function reserve(ctx: Context, key: string, fingerprint: string): Promise<IdempotencyKeyRow | undefined> {
  return ctx.transaction(async (tx) => {
    const rows = tenant<Tables>(tx)
    await rows.delete('idempotencyKeys').where('createdAt', '<', new Date(ctx.now().getTime() - lifetimeMs)).execute()
    const inserted = await rows
      .insert('idempotencyKeys')
      .values({ businessId: ctx.businessId, id: newId(), key, fingerprint, answer: null, isDone: false, createdAt: ctx.now() })
      .onConflict((on) => on.columns(['businessId', 'key']).doNothing())
      .executeTakeFirst()
    if ((inserted.numInsertedOrUpdatedRows ?? 0n) > 0n) return undefined
    return rows.select('idempotencyKeys').selectAll().where('key', '=', key).executeTakeFirstOrThrow()
  })
}

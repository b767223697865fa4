import { createHash } from 'node:crypto'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { storableText } from '#platform/text'
import { reportChannelProblem } from './channel-accounts.ts'
import type { InboundFailureRow, Tables } from './tables.ts'

/** Larger bodies are cut: enough to see what came, too little to fill a disk. */
const mostBody = 65_536

/** Keeps something inbound that could not be read or stored, once, and tells the owner at the channel (F26). */
export async function storeFailure(tx: Transaction, channelId: string, failure: { reason: string; body: string }): Promise<void> {
  const inserted = await tenant<Tables>(tx)
    .insert('inboundFailures')
    .values({
      businessId: tx.businessId,
      id: newId(),
      channelId,
      fingerprint: createHash('sha256').update(failure.body).digest('hex'),
      reason: failure.reason.slice(0, 100),
      body: storableText(failure.body, mostBody),
      at: tx.now(),
    })
    .onConflict((on) => on.columns(['businessId', 'channelId', 'fingerprint']).doNothing())
    .executeTakeFirst()
  if ((inserted.numInsertedOrUpdatedRows ?? 0n) === 0n) return
  await reportChannelProblem(tx, channelId, {
    code: 'unreadable_item',
    sentence: 'Satu kiriman dari penyedia kanal tidak terbaca. Isinya disimpan, pesan lain tetap masuk. Periksa juga aplikasi kanalnya.',
    detail: failure.reason,
    retryable: false,
  })
}

/** The newest failures of a channel, for technicians. */
export function listFailures(tx: Transaction, channelId: string): Promise<InboundFailureRow[]> {
  return tenant<Tables>(tx).select('inboundFailures').selectAll().where('channelId', '=', channelId).orderBy('at', 'desc').limit(50).execute()
}

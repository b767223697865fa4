import type { Transaction } from '#platform/context'
import { readFates, type Fate } from '#domains/conversations'
import { changeDeliveries, listOpen, type DeliveryChange } from './store.ts'
import type { DeliveryRow, DeliveryStatus } from './tables.ts'

/** Few enough that requests pass between them. */
const batch = 500
type OpenDelivery = Pick<DeliveryRow, 'id' | 'status' | 'messageId'>

/** Takes over what the send protocol knows by now about messages whose end is open. */
export async function settle(tx: Transaction, campaignId: string, statuses: DeliveryStatus[] = ['handed', 'uncertain']): Promise<void> {
  for (let open = await listOpen(tx, campaignId, statuses, batch); open.length > 0; ) {
    await settleThese(tx, open)
    open = open.length < batch ? [] : await listOpen(tx, campaignId, statuses, batch, open[open.length - 1].id)
  }
}

async function settleThese(tx: Transaction, open: OpenDelivery[]): Promise<void> {
  const fates = await readFates(tx, open.flatMap((row) => (row.messageId ? [row.messageId] : [])))
  const changes = open.flatMap((row): DeliveryChange[] => {
    const next = settled(row, fates.get(row.messageId ?? ''))
    return next && next.status !== row.status ? [{ id: row.id, reason: null, ...next }] : []
  })
  await changeDeliveries(tx, changes)
}

function settled(row: OpenDelivery, fate: Fate | undefined): Pick<DeliveryChange, 'status' | 'reason'> | undefined {
  // The chat is gone with its customer, or was removed: nobody knows more.
  if (!fate) return row.status === 'handed' ? { status: 'uncertain', reason: 'gone' } : undefined
  switch (fate.delivery) {
    case 'planned':
    case 'attempting':
      return undefined
    case 'uncertain':
      return { status: 'uncertain' }
    case 'failed':
      return { status: 'rejected', reason: fate.problem?.code ?? 'unknown' }
    // Consent ended between the hand-over and the attempt: nothing left.
    case 'cancelled':
      return { status: 'left_out', reason: fate.problem?.code ?? 'no_consent' }
    default:
      return { status: fate.delivery }
  }
}

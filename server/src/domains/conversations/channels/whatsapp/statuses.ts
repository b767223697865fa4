import type { InboundItem, InboundStatus } from '../inbound-item.ts'
import { providerTime } from '../provider-time.ts'
import { rawText } from '../raw-text.ts'
import { listOf } from './messages.ts'
import { problemOfError } from './problems.ts'
import { statusSchema, type WhatsappStatus } from './schemas.ts'

/** Reports about our own messages. They come late, twice and in any order; `read` may come without `delivered`. */
export function readStatuses(value: Record<string, unknown>, now: Date): InboundItem[] {
  return listOf(value['statuses']).flatMap((raw): InboundItem[] => {
    const { data } = statusSchema.safeParse(raw)
    if (!data) return [{ type: 'unreadable', reason: 'unknown_shape', body: rawText(raw) }]
    const status = known[data.status]
    return status ? [{ type: 'status', ...readStatus(data, status, now) }] : []
  })
}

const known: Record<string, InboundStatus['status'] | undefined> = { sent: 'sent', delivered: 'delivered', read: 'read', played: 'read', failed: 'failed' }

function readStatus(data: WhatsappStatus, status: InboundStatus['status'], now: Date): InboundStatus {
  const error = data.errors?.[0]
  const isFree = data.pricing?.type === 'free_entry_point' || data.conversation?.origin?.type === 'referral_conversion'
  const expires = data.conversation?.expiration_timestamp
  return {
    externalId: data.id,
    status,
    at: providerTime(data.timestamp, now),
    ...(data.biz_opaque_callback_data ? { attemptKey: data.biz_opaque_callback_data } : {}),
    ...(error ? { error: problemOfError(error) } : {}),
    ...(data.pricing ? { details: { pricing: { isBillable: data.pricing.billable ?? null, model: data.pricing.pricing_model ?? '', category: data.pricing.category ?? '', type: data.pricing.type ?? '' } } } : {}),
    // Seconds in the future on purpose: `providerTime` would call that an error.
    ...(isFree && Number(expires) > 0 && Number(expires) < 10_000_000_000 ? { freeUntil: new Date(Number(expires) * 1_000) } : {}),
  }
}

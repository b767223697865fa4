import { z } from 'zod'
import type { ChannelProblem, InboundItem } from '../inbound-item.ts'
import { providerTime } from '../provider-time.ts'
import { rawText } from '../raw-text.ts'
import { graphError } from '../meta-graph.ts'
import { listOf, readContacts } from './messages.ts'
import { readPerson } from './people.ts'
import { problemOfError } from './problems.ts'

const template = z.object({ message_template_name: z.string(), message_template_language: z.string() })
const templateStatus = template.extend({
  event: z.string(),
  reason: z.string().nullish(),
  message_template_category: z.string().optional(),
  rejection_info: z.object({ reason: z.string().optional(), recommendation: z.string().optional() }).optional(),
})
const preference = z.object({ wa_id: z.string().optional(), user_id: z.string().optional(), category: z.string(), value: z.string(), detail: z.string().optional(), timestamp: z.union([z.string(), z.number()]).optional() })

export function readTemplateStatus(value: unknown): InboundItem[] {
  const { data } = templateStatus.safeParse(value)
  if (!data) return []
  const why = data.rejection_info ? [data.rejection_info.reason, data.rejection_info.recommendation].filter(Boolean).join('. ') : data.reason
  return [{ type: 'template', ...named(data), status: data.event, ...(data.message_template_category ? { category: data.message_template_category } : {}), ...(why && why !== 'NONE' ? { reason: why } : {}) }]
}

export function readTemplateQuality(value: unknown): InboundItem[] {
  const { data } = template.extend({ new_quality_score: z.string() }).safeParse(value)
  return data ? [{ type: 'template', ...named(data), quality: data.new_quality_score }] : []
}

export function readTemplateCategory(value: unknown): InboundItem[] {
  const { data } = template.extend({ new_category: z.string() }).safeParse(value)
  return data ? [{ type: 'template', ...named(data), category: data.new_category }] : []
}

/** A customer's own switch for promotions in the app: it binds us like a word in the chat. */
export function readPreferences(value: Record<string, unknown>, now: Date): InboundItem[] {
  const contacts = readContacts(value['contacts'])
  return listOf(value['user_preferences']).flatMap((raw): InboundItem[] => {
    const { data } = preference.safeParse(raw)
    const person = data && readPerson({ number: data.wa_id, userId: data.user_id }, contacts)
    if (!person) return [{ type: 'unreadable', reason: 'unknown_shape', body: rawText(raw) }]
    if (data.category !== 'marketing_messages' || (data.value !== 'stop' && data.value !== 'resume')) return []
    return [{ type: 'consent', customer: person.customer, isGranted: data.value === 'resume', at: providerTime(data.timestamp, now), proof: { event: 'user_preferences', value: data.value, detail: data.detail ?? '' } }]
  })
}

export function readAccountUpdate(value: unknown): InboundItem[] {
  const { data } = z.object({ event: z.string(), restriction_info: z.array(z.object({ restriction_type: z.string() })).optional() }).safeParse(value)
  const problem = data && accountProblems[data.event]
  const detail = [data?.event, ...(data?.restriction_info ?? []).map((one) => one.restriction_type)].join(' ')
  return problem ? [{ type: 'account', problem: { ...problem, detail } }] : []
}

const limit = z.union([z.string(), z.number()]).nullish()

/** Quality, and how many customers the business may write to first in 24 hours. */
export function readNumberQuality(value: unknown): InboundItem[] {
  const { data } = z.object({ event: z.string(), current_limit: limit, max_daily_conversations_per_business: limit }).safeParse(value)
  const dailyLimit = readLimit(data?.max_daily_conversations_per_business) ?? readLimit(data?.current_limit)
  const learned: InboundItem[] = dailyLimit === undefined ? [] : [{ type: 'learned', config: { dailyLimit: Number.isFinite(dailyLimit) ? dailyLimit : null } }]
  if (data?.event !== 'FLAGGED' && data?.event !== 'DOWNGRADE') return learned
  return [...learned, { type: 'account', problem: { code: 'quality_low', sentence: 'Mutu nomor WhatsApp turun: banyak pelanggan memblokir atau melaporkan. Kurangi promosi beberapa hari.', detail: data.event, retryable: false } }]
}

/** `TIER_250`, `TIER_2K`, `TIER_UNLIMITED`, or a plain number; `undefined` for a level of throughput. */
function readLimit(said: string | number | null | undefined): number | undefined {
  const text = String(said ?? '').toUpperCase().replace(/^TIER_/, '')
  if (text === 'UNLIMITED') return Infinity
  const [, digits, thousand] = /^(\d+)(K?)$/.exec(text) ?? []
  return digits ? Number(digits) * (thousand ? 1_000 : 1) : undefined
}

/** Errors about the account rather than one message. */
export function readErrors(value: Record<string, unknown>): InboundItem[] {
  return listOf(value['errors']).flatMap((raw): InboundItem[] => {
    const { data } = graphError.safeParse(raw)
    return data ? [{ type: 'account', problem: problemOfError(data) }] : []
  })
}

const disabled: ChannelProblem = {
  code: 'account_locked',
  sentence: 'Meta mematikan akun WhatsApp ini. Pesan ditahan, tidak ada yang hilang. Buka Meta Business Suite untuk mengajukan banding.',
  retryable: true,
  needsReconnect: true,
}

const accountProblems: Record<string, ChannelProblem | undefined> = {
  ACCOUNT_RESTRICTION: { code: 'restricted', sentence: 'Meta membatasi kiriman akun ini untuk sementara. Balasan ke pelanggan tetap jalan; tunda promosi.', retryable: false },
  ACCOUNT_VIOLATION: { code: 'violation', sentence: 'Meta mencatat pelanggaran di akun ini. Buka Meta Business Suite dan ikuti petunjuknya.', retryable: false },
  DISABLED_UPDATE: disabled,
  ACCOUNT_DELETED: disabled,
  PARTNER_REMOVED: { ...disabled, code: 'token_invalid', sentence: 'Izin Laris dicabut di Meta. Pesan ditahan, tidak ada yang hilang. Tekan Sambungkan lagi.' },
}

function named(data: z.infer<typeof template>): { name: string; language: string } {
  return { name: data.message_template_name, language: data.message_template_language }
}

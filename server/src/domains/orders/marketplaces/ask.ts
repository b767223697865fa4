import { z } from 'zod'
import type { OutboundOptions } from '#platform/http/outbound'
import { AppError } from '#platform/errors'
import { MarketplaceFailure } from './failures.ts'
import type { Outside } from './marketplace.ts'

/** Sends one request and reads its JSON. No answer, an answer that is no JSON, or a fault of the server is `unreachable`. */
export async function askJson(outside: Outside, label: string, url: string, options: OutboundOptions = {}): Promise<unknown> {
  const response = await outside.fetch(url, { timeoutMs: 20_000, ...options }).catch((error: unknown) => {
    // Refused by our own guard: nothing that waiting would mend.
    if (error instanceof AppError) throw error
    throw new MarketplaceFailure(label, 'unreachable', error instanceof Error ? error.name : 'no answer')
  })
  if (response.status === 429) throw new MarketplaceFailure(label, 'busy', 'HTTP 429')
  if (response.status >= 500) throw new MarketplaceFailure(label, 'unreachable', `HTTP ${response.status}`)
  return response.json().catch(() => {
    throw new MarketplaceFailure(label, 'unreachable', `HTTP ${response.status} without JSON`)
  })
}

/** An answer in the shape that is documented, or a failure that says it is not. */
export function readAs<T>(schema: z.ZodType<T>, label: string, answer: unknown): T {
  const read = schema.safeParse(answer)
  if (read.success) return read.data
  throw new MarketplaceFailure(label, 'unreachable', `unknown answer: ${read.error.issues[0]?.path.join('.') ?? ''}`)
}

/** Ids come as numbers or as text. */
export const idText = z.union([z.string(), z.number()]).transform(String)

/** Amounts come as numbers or as text such as `182000.00`; what is left out is 0. */
export const rupiah = z.union([z.string(), z.number()]).nullish().transform((value) => Math.round(Number(value ?? 0)) || 0)

export const fromSeconds = (seconds: number | null | undefined): Date | null => (seconds ? new Date(seconds * 1_000) : null)

export const optionalText = z.string().nullish().transform((value) => value ?? '')

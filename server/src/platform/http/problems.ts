import { z } from 'zod'
import { describePassing } from '../database/passing-errors.ts'
import { AppError } from '../errors.ts'

/** RFC 9457 problem details, as every error leaves the building. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** Stable dotted code. */
  code: z.string(),
  /** A sentence for people. */
  detail: z.string(),
  requestId: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  fields: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
})

export type Problem = z.infer<typeof problemSchema>

/** Turns what was thrown into a problem; unknown errors keep their details for the log. */
export function toProblem(error: unknown, requestId: string): Problem {
  if (error instanceof AppError) return fromAppError(error, requestId)
  if (error instanceof z.ZodError) return fromZodError(error, requestId)
  const status = statusOf(error)
  if (status !== undefined && status < 500) return build(status, `http.${status}`, httpSentences[status] ?? 'Permintaan tidak bisa diproses.', requestId)
  const passing = describePassing(error)
  if (passing) return build(503, 'database.unavailable', passing, requestId)
  return build(500, 'internal', 'Ada gangguan di Laris. Data Anda aman. Coba lagi; bila berulang, sebutkan kode permintaan ini.', requestId)
}

const httpSentences: Record<number, string> = {
  400: 'Isi permintaan tidak terbaca.',
  404: 'Alamat ini tidak ada.',
  413: 'Isinya terlalu besar, jadi ditolak. Kirim yang lebih kecil.',
  415: 'Jenis isi ini tidak diterima.',
  429: 'Terlalu banyak permintaan. Tunggu sebentar, lalu coba lagi.',
}

function fromAppError(error: AppError, requestId: string): Problem {
  return {
    ...build(error.status, error.code, error.message, requestId),
    ...(Object.keys(error.values).length > 0 ? { values: error.values } : {}),
    ...(error.fields.length > 0 ? { fields: error.fields } : {}),
  }
}

function fromZodError(error: z.ZodError, requestId: string): Problem {
  const fields = error.issues.map((issue) => ({ pointer: `/${issue.path.map(String).join('/')}`, message: issue.message }))
  return { ...build(400, 'invalid_input', 'Ada isian yang belum benar. Belum ada yang disimpan.', requestId), fields }
}

function build(status: number, code: string, detail: string, requestId: string): Problem {
  return { type: `https://laris.invalid/problems/${code}`, title: code, status, code, detail, requestId }
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined
  return typeof error.statusCode === 'number' ? error.statusCode : undefined
}

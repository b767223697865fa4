export interface AppErrorInput {
  /** Stable dotted code, e.g. `orders.out_of_stock`; clients and translations rely on it. */
  code: string
  /** HTTP status that this error becomes. */
  status: number
  /** A sentence that a shopkeeper can read: what happened, whether data is safe, what to do. */
  message: string
  /** Values that a translation of the message may need; never personal data. */
  values?: Record<string, string | number>
  /** Field errors by JSON pointer. */
  fields?: { pointer: string; message: string }[]
  /** Whether trying the same thing again later can help. */
  retryable?: boolean
  /** Seconds to wait before trying again. */
  retryAfterSeconds?: number
  cause?: unknown
}

/** An error that people may see. Everything else that is thrown becomes a 500 with a request id. */
export class AppError extends Error {
  override name = 'AppError'
  readonly code: string
  readonly status: number
  readonly values: Record<string, string | number>
  readonly fields: { pointer: string; message: string }[]
  readonly retryable: boolean
  readonly retryAfterSeconds: number | undefined

  constructor(input: AppErrorInput) {
    super(input.message, input.cause === undefined ? undefined : { cause: input.cause })
    this.code = input.code
    this.status = input.status
    this.values = input.values ?? {}
    this.fields = input.fields ?? []
    this.retryable = input.retryable ?? false
    this.retryAfterSeconds = input.retryAfterSeconds
  }
}

/** The answer for something that is not there, or that the asker may not know of. */
export function notFound(what = 'Data'): AppError {
  return new AppError({ code: 'not_found', status: 404, message: `${what} tidak ditemukan. Mungkin sudah dihapus.` })
}

export function forbidden(): AppError {
  return new AppError({ code: 'forbidden', status: 403, message: 'Peran Anda tidak boleh melakukan ini. Minta bantuan pemilik usaha.' })
}

export function invalidInput(message: string, fields: { pointer: string; message: string }[] = []): AppError {
  return new AppError({ code: 'invalid_input', status: 400, message, fields })
}

export function conflict(code: string, message: string): AppError {
  return new AppError({ code, status: 409, message })
}

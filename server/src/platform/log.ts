import { pino } from 'pino'

export interface Logger {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
  debug(fields: object, message: string): void
  child(fields: object): Logger
}

/** JSON lines with ids only. Message text, phone numbers, tokens and SQL parameters never belong in `fields`. */
export function createLogger(options: { level?: string; destination?: NodeJS.WritableStream } = {}): Logger {
  return pino(
    {
      level: options.level ?? 'info',
      base: null,
      redact: ['req.headers.authorization', 'req.headers.cookie', '*.token', '*.password', '*.secret', '*.phone', '*.email', '*.text'],
      serializers: { error: describeError },
    },
    options.destination ?? process.stdout,
  )
}

/** Name, code and stack; never the details that drivers attach (they quote rows and parameters). */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) }
  const code = 'code' in error ? error.code : undefined
  const isDatabaseError = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)
  return {
    name: error.name,
    code,
    message: isDatabaseError ? 'database error' : error.message,
    stack: isDatabaseError ? undefined : error.stack,
    cause: error.cause === undefined ? undefined : describeError(error.cause),
  }
}

export const silentLogger: Logger = {
  info: () => {},
  warn: () => {},
  error: () => {},
  debug: () => {},
  child: () => silentLogger,
}

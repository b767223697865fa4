import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { UsageError } from './task.ts'

/** Parses task arguments strictly; an unknown or incomplete option becomes a `UsageError`. */
export function parseOptions<const T extends ParseArgsOptionsConfig>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    // Node names the option in quotes, in English.
    const option = error instanceof Error ? /'(-{1,2}[^\s'<]+)/.exec(error.message)?.[1] : undefined
    const reason = error instanceof Error && 'code' in error && error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? 'tidak dikenal' : 'tidak lengkap atau salah'
    throw new UsageError(`Opsi ${option ?? ''} ${reason}`, { cause: error })
  }
}

/** The value of a required option. */
export function required(value: string | undefined, name: string): string {
  if (value === undefined || value === '') throw new UsageError(`Opsi --${name} wajib diisi`)
  return value
}

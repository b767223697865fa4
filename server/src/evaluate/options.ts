import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { UsageError } from './task.ts'

/** Parses task arguments strictly; an unknown or incomplete option becomes a `UsageError`. */
export function parseOptions<const T extends ParseArgsOptionsConfig>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** The value of a required option. */
export function required(value: string | undefined, name: string): string {
  if (value === undefined || value === '') throw new UsageError(`Opsi --${name} wajib diisi`)
  return value
}

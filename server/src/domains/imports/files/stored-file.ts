import type { Context } from '#platform/context'
import type { ImportFile } from './file.ts'

/** A file that was uploaded, read from the store as often as needed. */
export function storedFile(ctx: Context, key: string): ImportFile {
  return { open: () => ctx.files.open(ctx.businessId, key) }
}

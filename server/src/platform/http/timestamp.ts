import { z } from 'zod'

/** A moment on the wire: a `Date` in code, ISO 8601 with offset outside. */
export const timestamp = z
  .date()
  .transform((date) => date.toISOString())
  .pipe(z.iso.datetime())

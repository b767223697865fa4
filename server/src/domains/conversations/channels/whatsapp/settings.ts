import { z } from 'zod'
import type { JsonValue } from '#platform/context'
import { newSecret } from '#platform/ids'
import type { ChannelSettings } from '../channel.ts'

const graphId = (what: string) => z.string().trim().regex(/^\d{5,30}$/, `${what} hanya angka. Salin dari Meta, halaman API Setup.`)
const secret = (what: string, pattern: RegExp) => z.string().trim().regex(pattern, `${what} belum benar. Salin lagi dari Meta tanpa spasi.`)

const settings = z.strictObject({
  name: z.string().trim().min(1).max(80).optional(),
  phoneNumberId: graphId('Phone number ID').optional(),
  businessAccountId: graphId('WhatsApp Business Account ID').optional(),
  /** Of a system user: it does not expire. */
  accessToken: secret('Access token', /^[A-Za-z0-9_-]{20,1000}$/).optional(),
  /** Meta signs every webhook with it. */
  appSecret: secret('App secret', /^[A-Za-z0-9]{8,200}$/).optional(),
  apiVersion: z.string().regex(/^v\d{1,3}\.\d$/).optional(),
})

const required = { phoneNumberId: 'Phone number ID', businessAccountId: 'WhatsApp Business Account ID', accessToken: 'Access token', appSecret: 'App secret' } as const

export function readSettings(input: Record<string, JsonValue>, existing: ChannelSettings | undefined): ChannelSettings {
  const given = settings.parse(input)
  const all = { ...existing?.config, ...existing?.secrets, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) } as Record<string, JsonValue>
  const missing = Object.entries(required).filter(([key]) => typeof all[key] !== 'string')
  if (missing.length > 0) throw new z.ZodError(missing.map(([key, what]) => ({ code: 'custom', path: [key], message: `${what} belum diisi`, input: undefined })))
  return {
    name: given.name ?? existing?.name ?? 'WhatsApp',
    config: {
      ...existing?.config,
      phoneNumberId: all['phoneNumberId'],
      businessAccountId: all['businessAccountId'],
      // Newest version that public libraries use by default; Meta keeps each for about two years.
      apiVersion: all['apiVersion'] ?? 'v23.0',
      // Shown to the owner, who pastes it into Meta's page beside the webhook address.
      verifyToken: all['verifyToken'] ?? newSecret(128),
    },
    secrets: { accessToken: String(all['accessToken']), appSecret: String(all['appSecret']) },
  }
}

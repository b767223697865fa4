import { z } from 'zod'
import type { JsonValue } from '#platform/context'
import { newSecret } from '#platform/ids'
import type { ChannelSettings } from '../channel.ts'

const settings = z.strictObject({
  name: z.string().trim().min(1).max(80).optional(),
  /** From @BotFather: `123456:AA…`. */
  botToken: z
    .string()
    .trim()
    .regex(/^\d{3,20}:[A-Za-z0-9_-]{20,100}$/, 'Token bot belum benar. Salin lagi dari @BotFather, bentuknya 123456:ABC…')
    .optional(),
})

export function readSettings(input: Record<string, JsonValue>, existing: ChannelSettings | undefined): ChannelSettings {
  const given = settings.parse(input)
  const botToken = given.botToken ?? existing?.secrets['botToken']
  if (!botToken) throw missingToken()
  return {
    name: given.name ?? existing?.name ?? 'Telegram',
    config: existing?.config ?? {},
    // What Telegram repeats in a header of each webhook, so that nobody else can post to it.
    secrets: { botToken, webhookSecret: existing?.secrets['webhookSecret'] ?? newSecret(256) },
  }
}

function missingToken(): z.ZodError {
  return new z.ZodError([{ code: 'custom', path: ['botToken'], message: 'Token bot belum diisi', input: undefined }])
}

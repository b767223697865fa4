import { z } from 'zod'
import type { JsonValue } from '#platform/context'
import { newSecret } from '#platform/ids'
import type { ChannelSettings } from './channel.ts'

const secret = (what: string, pattern: RegExp) => z.string().trim().regex(pattern, `${what} belum benar. Salin lagi dari Meta tanpa spasi.`)

const settings = z.strictObject({
  name: z.string().trim().min(1).max(80).optional(),
  /** Of the page or the professional account, long-lived. */
  accessToken: secret('Token akses', /^[A-Za-z0-9_-]{20,1000}$/).optional(),
  /** Meta signs every webhook with it. */
  appSecret: secret('Kunci aplikasi', /^[A-Za-z0-9]{8,200}$/).optional(),
  apiVersion: z.string().regex(/^v\d{1,3}\.\d$/).optional(),
  /** The assistant may answer questions below posts, each once, by a private message. */
  answersComments: z.boolean().optional(),
  /** Meta allowed this app that people answer for seven days. */
  hasHumanAgent: z.boolean().optional(),
})

const required = { accessToken: 'Token akses', appSecret: 'Kunci aplikasi' } as const

/** What an owner types for Instagram or Messenger; the account itself is learned from Meta. */
export function readInboxSettings(label: string, input: Record<string, JsonValue>, existing: ChannelSettings | undefined): ChannelSettings {
  const { name, accessToken = existing?.secrets['accessToken'], appSecret = existing?.secrets['appSecret'], ...given } = settings.parse(input)
  const missing = Object.entries(required).filter(([key]) => ({ accessToken, appSecret })[key as keyof typeof required] === undefined)
  if (!accessToken || !appSecret) throw new z.ZodError(missing.map(([key, what]) => ({ code: 'custom', path: [key], message: `${what} belum diisi`, input: undefined })))
  const before = existing?.config ?? {}
  return {
    name: name ?? existing?.name ?? label,
    config: {
      ...before,
      apiVersion: given.apiVersion ?? before['apiVersion'] ?? 'v23.0',
      answersComments: given.answersComments ?? before['answersComments'] ?? false,
      hasHumanAgent: given.hasHumanAgent ?? before['hasHumanAgent'] ?? false,
      // Shown to the owner, who pastes it into Meta's page beside the webhook address.
      verifyToken: before['verifyToken'] ?? newSecret(128),
    },
    secrets: { accessToken, appSecret },
  }
}

/** Hours after the customer's last message in which a person may write; with Meta's permission, seven days. */
export function personWindowHours(channel: Pick<ChannelSettings, 'config'>): number | null {
  return channel.config['hasHumanAgent'] === true ? 7 * 24 : null
}

import { z } from 'zod'
import type { JsonValue } from '#platform/context'
import { newSecret } from '#platform/ids'
import type { ChannelSettings } from '../channel.ts'

const origin = z
  .url({ protocol: /^https?$/, error: 'Alamat situs belum benar, mis. https://toko.example' })
  .transform((address) => new URL(address).origin)

const settings = z.strictObject({
  name: z.string().trim().min(1).max(80).default('Chat di situs'),
  /** Sites on which the widget may stand; empty allows every page. */
  allowedOrigins: z.array(origin).max(50).default([]),
  greeting: z.string().trim().max(300).default('Halo Kak, ada yang bisa dibantu?'),
  colour: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/)
    .default('#0F766E'),
  position: z.enum(['right', 'left']).default('right'),
  /** Asked before the first message; the visitor may skip unless `isFormRequired`. */
  formFields: z.array(z.enum(['name', 'phone'])).max(2).default([]),
  isFormRequired: z.boolean().default(false),
  /** Words of the consent box for promotions; empty shows no box. The box is never ticked beforehand. */
  consentText: z.string().trim().max(300).default(''),
})

const kept = z.object({ widgetKey: z.string() })

export function readSettings(input: Record<string, JsonValue>, existing: ChannelSettings | undefined): ChannelSettings {
  const before = Object.fromEntries(Object.entries({ ...existing?.config, ...(existing ? { name: existing.name } : {}) }).filter(([key]) => key in settings.shape))
  const { name, ...config } = settings.parse({ ...before, ...input })
  return {
    name,
    config: { ...config, widgetKey: kept.safeParse(existing?.config).data?.widgetKey ?? newSecret(128) },
    // The shop's own server signs its visitors' identities with it.
    secrets: { identitySecret: existing?.secrets['identitySecret'] ?? newSecret(256) },
  }
}

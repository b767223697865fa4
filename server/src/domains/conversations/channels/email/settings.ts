import { z } from 'zod'
import type { JsonValue } from '#platform/context'
import { newSecret } from '#platform/ids'
import type { ChannelSettings } from '../channel.ts'

/** The account's name as long as its owner gave none. */
export const unnamed = 'E-mail'

const host = z.string().trim().toLowerCase().regex(/^(?=.{1,253}$)[a-z0-9]([a-z0-9.:-]*[a-z0-9])?$/, 'Nama server belum benar, mis. imap.gmail.com.')
const port = z.coerce.number('Nomor port hanya angka, mis. 993.').int().min(1).max(65_535)

const settings = z.strictObject({
  name: z.string().trim().min(1).max(80).optional(),
  address: z.email('Alamat e-mail belum benar, mis. toko@contoh.id.').max(254).optional(),
  /** Of the mailbox; Gmail and others want one made for apps. */
  password: z.string().min(1).max(500).optional(),
  username: z.string().trim().min(1).max(254).optional(),
  imapHost: host.optional(),
  imapPort: port.optional(),
  smtpHost: host.optional(),
  smtpPort: port.optional(),
  /** The assistant only writes drafts; people send them. */
  draftsOnly: z.boolean().optional(),
  /** For shops whose mail server does not sign: a key whose public half stands in their DNS. */
  dkimSelector: z.string().trim().regex(/^[a-z0-9][a-z0-9._-]{0,62}$/i, 'Nama selektor DKIM belum benar.').optional(),
  dkimPrivateKey: z.string().trim().startsWith('-----BEGIN', 'Kunci DKIM belum benar: salin utuh, termasuk baris BEGIN dan END.').max(8_000).optional(),
})

/** Servers of the mail services that most shops use; others are asked for, or guessed as hosting companies name them. */
const known: Record<string, { imapHost: string; smtpHost: string } | undefined> = {
  'gmail.com': { imapHost: 'imap.gmail.com', smtpHost: 'smtp.gmail.com' },
  'yahoo.com': { imapHost: 'imap.mail.yahoo.com', smtpHost: 'smtp.mail.yahoo.com' },
  'yahoo.co.id': { imapHost: 'imap.mail.yahoo.com', smtpHost: 'smtp.mail.yahoo.com' },
  'icloud.com': { imapHost: 'imap.mail.me.com', smtpHost: 'smtp.mail.me.com' },
  'zoho.com': { imapHost: 'imap.zoho.com', smtpHost: 'smtp.zoho.com' },
}

const kept = z.object({ address: z.string(), username: z.string(), imapHost: z.string(), imapPort: z.number(), smtpHost: z.string(), smtpPort: z.number(), draftsOnly: z.boolean(), dkimSelector: z.string() }).partial()
export const mailboxConfig = kept.required()
export type MailboxConfig = z.infer<typeof mailboxConfig>

export function readSettings(input: Record<string, JsonValue>, existing: ChannelSettings | undefined): ChannelSettings {
  const given = settings.parse(input)
  const before = kept.parse(existing?.config ?? {})
  const address = (given.address ?? before.address)?.toLowerCase()
  const password = given.password ?? existing?.secrets['password']
  if (!address || !password) throw missing([...(address ? [] : [['address', 'Alamat e-mail'] as const]), ...(password ? [] : [['password', 'Kata sandi e-mail'] as const])])
  // Another address is another mailbox: what was derived from the old one goes.
  const same = address === before.address ? before : {}
  const domain = domainOf(address)
  const servers = known[domain] ?? { imapHost: `mail.${domain}`, smtpHost: `mail.${domain}` }
  const config: MailboxConfig = {
    address,
    username: given.username ?? same.username ?? address,
    imapHost: given.imapHost ?? same.imapHost ?? servers.imapHost,
    imapPort: given.imapPort ?? same.imapPort ?? 993,
    smtpHost: given.smtpHost ?? same.smtpHost ?? servers.smtpHost,
    smtpPort: given.smtpPort ?? same.smtpPort ?? 465,
    draftsOnly: given.draftsOnly ?? before.draftsOnly ?? true,
    dkimSelector: given.dkimSelector ?? same.dkimSelector ?? '',
  }
  const dkimPrivateKey = given.dkimPrivateKey ?? existing?.secrets['dkimPrivateKey']
  return {
    name: given.name ?? existing?.name ?? unnamed,
    config: { ...config },
    // Proves that a Message-ID which somebody answers is one of ours.
    secrets: { password, messageKey: existing?.secrets['messageKey'] ?? newSecret(256), ...(dkimPrivateKey ? { dkimPrivateKey } : {}) },
  }
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}

function missing(fields: (readonly [string, string])[]): z.ZodError {
  return new z.ZodError(fields.map(([key, what]) => ({ code: 'custom', path: [key], message: `${what} belum diisi`, input: undefined })))
}

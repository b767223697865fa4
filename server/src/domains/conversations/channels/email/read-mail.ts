import { createHash } from 'node:crypto'
import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser'
import type { JsonValue } from '#platform/context'
import type { Channel } from '../channel.ts'
import type { InboundAttachment, InboundItem } from '../inbound-item.ts'
import { providerTime } from '../provider-time.ts'
import { readBounce } from './bounces.ts'
import { idsIn, readOwnMessageId, threadIdOf, tokenOf } from './message-ids.ts'
import { ownWords } from './plain-text.ts'
import { problemOfStatus } from './problems.ts'

/** Where a mail lies, for fetching its files later. */
export interface MailPlace {
  uidValidity: string
  uid: number
  /** When it reached the mailbox. */
  receivedAt: Date | undefined
  /** Left off above the limit: its files are not offered. */
  isCut: boolean
}

const mostReferences = 20

/** One mail as items: a person's words, a report about one of ours, or nothing. HTML becomes text and is not kept (S04). */
export async function readMail(channel: Pick<Channel, 'config' | 'secrets'>, raw: Buffer, place: MailPlace, now: Date): Promise<InboundItem[]> {
  const mail = await simpleParser(raw, { skipImageLinks: true, skipTextToHtml: true, maxHtmlLengthToParse: 1_000_000, keepDeliveryStatus: true }).catch(() => undefined)
  if (!mail) return [unreadable('not_readable', raw)]
  const bounce = readBounce(mail)
  if (bounce) return readReport(channel, bounce, now)
  const person = personOf(mail)
  if (!person) return [unreadable('no_sender', raw)]
  // Copies of what we sent ourselves.
  if (person.address === channel.config['address']) return []
  const references = [...idsIn(mail.references), ...idsIn(mail.inReplyTo)]
  const externalId = idsIn(mail.messageId)[0] ?? `<sha256.${createHash('sha256').update(raw).digest('hex')}>`
  const [token, ...aliases] = tokensOf(channel, externalId, references)
  const words = ownWords(mail.text ?? '')
  const subject = (mail.subject ?? '').replace(/\s+/g, ' ').trim()
  const isReply = references.length > 0
  const isAutomatic = isSentByMachine(mail)
  const attachments = place.isCut ? [] : filesOf(mail, place)
  const note = place.isCut ? 'Lampirannya terlalu besar untuk diambil. Lihat di kotak surat Anda.' : ''
  return [
    {
      type: 'message',
      externalId,
      threadId: threadIdOf(person.address, token),
      ...(aliases.length > 0 ? { threadAliases: aliases.map((alias) => threadIdOf(person.address, alias)) } : {}),
      customer: { externalId: person.address, ...(person.name ? { name: person.name } : {}) },
      sentAt: providerTime(place.receivedAt?.getTime(), now),
      kind: attachments.length > 0 && words === '' && subject === '' ? 'document' : 'text',
      text: [isReply ? '' : subject, words, note].filter(Boolean).join('\n\n') || subject || 'E-mail tanpa isi.',
      content: { subject, references: references.slice(-mostReferences), ...(isAutomatic ? { isAutomatic } : {}) } satisfies Record<string, JsonValue>,
      attachments,
      ...(mail.inReplyTo ? { replyToExternalId: idsIn(mail.inReplyTo)[0] ?? '' } : {}),
      wantsAnswer: !isAutomatic,
    },
  ]
}

/**
 * Names of the thread that a mail belongs to, the most certain first: one of our own ids that proves itself, else the
 * mail that began it.
 */
function tokensOf(channel: Pick<Channel, 'secrets'>, externalId: string, references: string[]): string[] {
  const own = references.flatMap((id) => readOwnMessageId(channel, id)?.token ?? [])
  return [...new Set([...own.toReversed(), ...references.map(tokenOf), ...(references.length === 0 ? [tokenOf(externalId)] : [])])].slice(0, mostReferences)
}

function readReport(channel: Pick<Channel, 'secrets'>, bounce: NonNullable<ReturnType<typeof readBounce>>, now: Date): InboundItem[] {
  const own = readOwnMessageId(channel, bounce.messageId)
  // Forged, about somebody else's mail, or not the end yet.
  if (!own || bounce.action !== 'failed') return []
  const problem = problemOfStatus(bounce.status, `${bounce.status} ${bounce.diagnostic}`.trim().slice(0, 300))
  return [{ type: 'status', externalId: bounce.messageId, status: 'failed', at: now, attemptKey: own.attemptKey, error: problem }]
}

/** Whom an answer goes to is who wrote: contact forms name the person in Reply-To. */
function personOf(mail: ParsedMail): { address: string; name: string } | undefined {
  for (const header of [mail.replyTo, mail.from]) {
    for (const { address, name } of mailboxesIn(header)) {
      if (address && /^[^@\s|]+@[^@\s|]+$/.test(address) && address.length <= 254) return { address: address.toLowerCase(), name }
    }
  }
  return undefined
}

function mailboxesIn(header: AddressObject | AddressObject[] | undefined) {
  return [header ?? []].flat().flatMap(({ value }) => value.flatMap((one) => one.group ?? one))
}

/** RFC 3834 and what mailing lists and out-of-office programs say instead: never answered, or two machines would talk for ever. */
function isSentByMachine(mail: ParsedMail): boolean {
  const header = (name: string) => {
    const line = mail.headerLines.find(({ key }) => key === name)?.line
    return line?.slice(line.indexOf(':') + 1).trim().toLowerCase()
  }
  const submitted = header('auto-submitted')
  return (
    (submitted !== undefined && !submitted.startsWith('no')) ||
    /^(bulk|list|junk|auto_reply)/.test(header('precedence') ?? '') ||
    header('return-path') === '<>' ||
    ['list-id', 'list-unsubscribe', 'x-autoreply', 'x-autorespond', 'x-auto-response-suppress', 'feedback-id'].some((name) => header(name) !== undefined) ||
    /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply)(\+[^@]*)?@/.test(mailboxesIn(mail.from)[0]?.address?.toLowerCase() ?? '')
  )
}

/** Pictures that belong to the layout of HTML are no files. */
function filesOf(mail: ParsedMail, { uidValidity, uid }: MailPlace): InboundAttachment[] {
  return mail.attachments
    .filter((one) => one.related !== true)
    .slice(0, 20)
    .map((one) => ({ name: one.filename ?? 'Berkas', mediaType: one.contentType, bytes: one.size, source: { uidValidity, uid, part: one.partId ?? '1' } }))
}

function unreadable(reason: string, raw: Buffer): InboundItem {
  return { type: 'unreadable', reason, body: raw.toString('latin1').slice(0, 65_536) }
}

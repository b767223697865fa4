import { createTransport } from 'nodemailer'
import type { Channel, OutboundMessage } from '../channel.ts'
import { promotionHtml } from './promotion-layout.ts'
import { addressIn, ownMessageId } from './message-ids.ts'
import { domainOf, mailboxConfig, unnamed } from './settings.ts'

/** All that a receiver must be able to trust; without the two for lists, one-click unsubscribing is void (RFC 8058). */
const signedHeaders = 'from:subject:date:message-id:to:mime-version:content-type:content-transfer-encoding:in-reply-to:references:list-unsubscribe:list-unsubscribe-post'

export interface ComposedMail {
  messageId: string
  from: string
  to: string
  raw: Buffer
}

/** A mail as it goes over the wire, signed where the shop has a key. The same attempt is the same Message-ID. */
export async function compose(channel: Pick<Channel, 'name' | 'config' | 'secrets'>, message: OutboundMessage, now: Date): Promise<ComposedMail> {
  const { address, dkimSelector } = mailboxConfig.parse(channel.config)
  const to = addressIn(message.threadId)
  const messageId = ownMessageId(channel, message.threadId, message.attemptKey)
  const { thread, unsubscribeUrl, attachment } = message
  // A promotion begins afresh; an answer to it still finds its thread by our id.
  const answered = unsubscribeUrl ? undefined : (message.replyToExternalId ?? thread?.externalId)
  const references = [...idsOf(thread?.content['references']), ...(answered ? [answered] : [])].slice(-20)
  const shopName = channel.name === unnamed ? '' : channel.name
  const html = message.html ?? (unsubscribeUrl ? await promotionHtml({ shopName: shopName || 'toko', text: message.text, unsubscribeUrl }) : undefined)
  const privateKey = channel.secrets['dkimPrivateKey']
  const writer = createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
    ...(privateKey && dkimSelector ? { dkim: { domainName: domainOf(address), keySelector: dkimSelector, privateKey, headerFieldNames: signedHeaders } } : {}),
  })
  const made = await writer.sendMail({
    messageId,
    date: now,
    from: { name: shopName, address },
    to,
    subject: subjectFor(channel, message),
    text: unsubscribeUrl ? `${message.text}\n\n--\nBerhenti menerima promosi: ${unsubscribeUrl}` : message.text,
    ...(html ? { html } : {}),
    ...(answered ? { inReplyTo: answered, references } : {}),
    ...(attachment ? { attachments: [{ filename: attachment.name, contentType: attachment.mediaType, content: Buffer.from(attachment.bytes) }] } : {}),
    headers: { ...(message.isAutomatic ? { 'Auto-Submitted': unsubscribeUrl ? 'auto-generated' : 'auto-replied' } : {}), ...unsubscribeHeaders(address, unsubscribeUrl) },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return { messageId, from: address, to, raw: made.message as Buffer }
}

function subjectFor({ name }: Pick<Channel, 'name'>, { thread, subject, unsubscribeUrl }: OutboundMessage): string {
  if (subject) return subject
  // A promotion is no answer, and must not look like one.
  if (unsubscribeUrl) return name === unnamed ? 'Kabar dari toko' : `Kabar dari ${name}`
  const before = String(thread?.content['subject'] ?? '')
  if (before === '') return 'Pesan dari toko'
  return /^re:/i.test(before) ? before : `Re: ${before}`
}

/** One click where there is a public https address (RFC 8058), and always a mail that says STOP. */
function unsubscribeHeaders(address: string, url: string | undefined): Record<string, { prepared: true; value: string }> {
  if (!url) return {}
  const mail = `<mailto:${address}?subject=STOP>`
  if (!url.startsWith('https://')) return { 'List-Unsubscribe': { prepared: true, value: mail } }
  return { 'List-Unsubscribe': { prepared: true, value: `<${url}>, ${mail}` }, 'List-Unsubscribe-Post': { prepared: true, value: 'List-Unsubscribe=One-Click' } }
}

function idsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

import type { ParsedMail } from 'mailparser'

export interface Bounce {
  /** Message-ID of the mail that came back. */
  messageId: string
  recipient: string
  /** `delayed` is no end yet. */
  action: string
  /** RFC 3463: `5.1.1`. */
  status: string
  diagnostic: string
}

/** A delivery report (RFC 3464) about one of our mails: who, what happened, and which mail; its third part holds the mail or its headers alone. */
export function readBounce(mail: ParsedMail): Bounce | undefined {
  const report = mail.attachments.find((one) => one.contentType === 'message/delivery-status')
  const returned = mail.attachments.find((one) => one.contentType === 'message/rfc822' || one.contentType === 'text/rfc822-headers')
  if (!report || !returned) return undefined
  const fields = headersOf(report.content.toString('utf8'))
  const { 'message-id': messageId = '' } = headersOf(returned.content.toString('utf8').split(/\r?\n\r?\n/)[0])
  const status = fields['status']?.match(/[245]\.\d{1,3}\.\d{1,3}/)?.[0]
  if (!status || messageId === '') return undefined
  return {
    messageId,
    recipient: (fields['final-recipient'] ?? '').replace(/^[^;]*;\s*/, '').toLowerCase(),
    action: (fields['action'] ?? '').toLowerCase(),
    status,
    diagnostic: (fields['diagnostic-code'] ?? '').replace(/^[^;]*;\s*/, ''),
  }
}

/** Fields of header blocks, unfolded; of repeated ones the first. */
function headersOf(text: string): Record<string, string | undefined> {
  const fields: Record<string, string> = {}
  for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? []
    if (name && value !== undefined) fields[name.toLowerCase()] ??= value.trim()
  }
  return fields
}

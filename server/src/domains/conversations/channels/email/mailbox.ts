import { setMaxListeners } from 'node:events'
import { ImapFlow, type MailboxObject } from 'imapflow'
import type { Services } from '#platform/context'
import type { Channel } from '../channel.ts'
import type { ChannelProblem } from '../inbound-item.ts'
import { connectionProblem, passwordRefused } from './problems.ts'
import { mailboxConfig } from './settings.ts'

export interface Mailbox extends AsyncDisposable {
  client: ImapFlow
  inbox: MailboxObject
}

/** The inbox, opened for reading alone: what the owner's own mail program shows as unread stays so. */
export async function openMailbox(channel: Pick<Channel, 'config' | 'secrets'>, services: Pick<Services, 'reach'>): Promise<Mailbox | { problem: ChannelProblem }> {
  const { imapHost, imapPort, username } = mailboxConfig.parse(channel.config)
  let client: ImapFlow | undefined
  try {
    const { address, isPublic } = await services.reach(imapHost, imapPort)
    const isSecure = imapPort === 993
    client = new ImapFlow({
      host: address,
      port: imapPort,
      secure: isSecure,
      // A password never crosses the open internet in the clear; on an own network the operator decides.
      ...(isSecure || !isPublic ? {} : { doSTARTTLS: true }),
      servername: imapHost,
      tls: { rejectUnauthorized: isPublic },
      auth: { user: username, pass: channel.secrets['password'] ?? '' },
      clientInfo: { name: 'Laris' },
      disableAutoIdle: true,
      logger: false,
      connectionTimeout: 20_000,
      greetingTimeout: 15_000,
      socketTimeout: 5 * 60_000,
      // A server is somebody else's: what it may make this process hold is bounded, a little above the largest mail that is read.
      maxLineLength: 8 * 1_048_576,
      maxLiteralSize: 48 * 1_048_576,
      maxResponseSize: 64 * 1_048_576,
    })
    setMaxListeners(50, client)
    // Without a listener a broken connection would end the process; the command under way fails with the same error.
    client.on('error', () => {})
    await client.connect()
    const opened = client
    const inbox = await opened.mailboxOpen('INBOX', { readOnly: true })
    return { client: opened, inbox, [Symbol.asyncDispose]: () => leave(opened) }
  } catch (error) {
    client?.close()
    return { problem: problemOf(error) }
  }
}

export function problemOf(error: unknown): ChannelProblem {
  if (error instanceof Error && 'authenticationFailed' in error && error.authenticationFailed) return passwordRefused('responseText' in error ? String(error.responseText) : 'IMAP')
  return connectionProblem(error)
}

async function leave(client: ImapFlow): Promise<void> {
  if (client.usable) await client.logout().catch(() => {})
  client.close()
}

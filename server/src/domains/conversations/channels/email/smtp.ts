import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { Services } from '#platform/context'
import type { Channel } from '../channel.ts'
import type { ChannelProblem } from '../inbound-item.ts'
import { connectionProblem, problemOfReply } from './problems.ts'
import { domainOf, mailboxConfig } from './settings.ts'

export interface Outlet {
  /** Hands one mail over. Rejects with nodemailer's error. */
  send(envelope: { from: string; to: string[] }, raw: Buffer): Promise<void>
  close(): void
}

/**
 * A connection that is logged in. Nothing is handed over before: whatever fails here is safe to try again. Step by step,
 * because a transport of the library does not say at which step it failed.
 */
export async function openOutlet(channel: Pick<Channel, 'config' | 'secrets'>, services: Pick<Services, 'reach'>): Promise<Outlet | { problem: ChannelProblem }> {
  const { smtpHost, smtpPort, username, address: own } = mailboxConfig.parse(channel.config)
  let connection: SMTPConnection | undefined
  try {
    const { address, isPublic } = await services.reach(smtpHost, smtpPort)
    const secure = smtpPort === 465
    const opened = new SMTPConnection({
      host: address,
      port: smtpPort,
      secure,
      requireTLS: isPublic && !secure,
      servername: smtpHost,
      tls: { rejectUnauthorized: isPublic },
      name: domainOf(own),
      connectionTimeout: 20_000,
      greetingTimeout: 15_000,
      socketTimeout: 60_000,
      logger: false,
    })
    connection = opened
    await step(opened, (done) => opened.connect((error) => done(error ?? null)))
    await step(opened, (done) => opened.login({ user: username, pass: channel.secrets['password'] ?? '', credentials: { user: username, pass: channel.secrets['password'] ?? '' } }, done))
    return {
      send: (envelope, raw) => step(opened, (done) => opened.send(envelope, raw, done)),
      close: () => opened.quit(),
    }
  } catch (error) {
    connection?.close()
    const reply = replyIn(error)
    return { problem: reply ? problemOfReply(reply.code, reply.text, false) : connectionProblem(error) }
  }
}

/** The server's own words in an error, if it said any. */
export function replyIn(error: unknown): { code: number; text: string; isAboutRecipient: boolean } | undefined {
  if (!(error instanceof Error) || !('responseCode' in error) || typeof error.responseCode !== 'number' || error.responseCode < 400) return undefined
  return { code: error.responseCode, text: 'response' in error ? String(error.response) : '', isAboutRecipient: 'command' in error && error.command === 'RCPT TO' }
}

/** Errors come to whichever is heard first: the step's own answer, or the connection. */
function step(connection: SMTPConnection, work: (done: (error: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const broken = (error: Error) => reject(error)
    const ended = () => reject(Object.assign(new Error('The connection ended'), { code: 'ECONNECTION' }))
    connection.once('error', broken)
    connection.once('end', ended)
    work((error) => {
      connection.off('error', broken)
      connection.off('end', ended)
      // Later errors of an idle connection concern nobody.
      connection.on('error', () => {})
      if (error) reject(error)
      else resolve()
    })
  })
}

import hoodiecrow from 'hoodiecrow-imap'
import { simpleParser, type ParsedMail } from 'mailparser'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import type { ExampleProvider, Fault, SaidMessage } from '../testing.ts'

export interface SentMail {
  from: string
  to: string[]
  raw: Buffer
  parsed: ParsedMail
}

export interface FakeMail extends ExampleProvider {
  /** Puts a mail into an account's inbox. */
  put(raw: string | Buffer, at?: Date, account?: number): void
  /** A customer's mail, as part of what they wrote before. */
  deliver(message: SaidMessage, account?: number): void
  /** The mailbox is made anew: other numbers for the same mails. */
  renumber(account?: number): void
  address(account?: number): string
  sent: SentMail[]
  faults: Fault[]
}

const accounts = [
  { address: 'cs@toko.test', password: 'sandi-surel-pertama-000' },
  { address: 'cs@mebel.test', password: 'sandi-surel-kedua-000000' },
] as const

/** A refusal in the words of a mail server, at a step of its conversation. */
export function reply(stage: 'connect' | 'auth' | 'mail' | 'rcpt', status: number, text: string): Fault {
  return { kind: 'answer', status, json: { stage, text } }
}

/** hoodiecrow-imap holds the mailboxes, smtp-server takes what is sent; faults on demand. Both are other people's work. */
export async function startFakeMail(): Promise<FakeMail> {
  const sent: SentMail[] = []
  const accepted: ExampleProvider['accepted'] = []
  const faults: Fault[] = []
  const roots = new Map<string, string>()
  const boxes = await Promise.all(accounts.map(startMailbox))
  const stageOf = (fault: Fault | undefined) => (fault?.kind === 'answer' ? String((fault.json as { stage: string }).stage) : 'mail')

  /** What the next fault says, when its step is this one. */
  function takeFault(stage: string): Error | undefined {
    const [fault] = faults
    if (!fault || fault.kind !== 'answer' || stageOf(fault) !== stage) return undefined
    faults.shift()
    return refuse(fault.status, String((fault.json as { text: string }).text))
  }

  const smtp = new SMTPServer({
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onConnect: (_session, done) => done(takeFault('connect')),
    onAuth(auth, _session, done) {
      const fault = takeFault('auth')
      const account = accounts.find((one) => one.address === auth.username && one.password === auth.password)
      if (fault || !account) return done(fault ?? refuse(535, '5.7.8 Authentication credentials invalid'))
      done(null, { user: account.address })
    },
    onMailFrom(_address, session, done) {
      if (faults[0]?.kind === 'break') {
        faults.shift()
        return hangUp(session)
      }
      done(takeFault('mail'))
    },
    onRcptTo: (_address, _session, done) => done(takeFault('rcpt')),
    async onData(stream, session, done) {
      const raw = await buffer(stream)
      const fault = faults[0]?.kind === 'accept-then-break' || faults[0]?.kind === 'page' ? faults.shift() : undefined
      if (fault?.kind !== 'page') {
        const parsed = await simpleParser(raw)
        const to = session.envelope.rcptTo.map((one) => one.address)
        sent.push({ from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '', to, raw, parsed })
        accepted.push({ threadId: to[0], text: (parsed.text ?? '').trim() })
      }
      if (fault) return hangUp(session)
      done()
    },
  })
  smtp.on('error', () => {})
  const smtpPort = await listen(smtp)

  function hangUp(session: SMTPServerSession): void {
    for (const connection of smtp.connections as unknown as Set<{ id: string; _socket: { destroy(): void } }>) if (connection.id === session.id) connection._socket.destroy()
  }

  const put: FakeMail['put'] = (raw, at = new Date(), account = 0) => boxes[account].append(typeof raw === 'string' ? raw : raw.toString('latin1'), at)

  return {
    type: 'email',
    hosts: ['127.0.0.1'],
    apiUrls: {},
    settings(account = 0) {
      const { address, password } = accounts[account]
      return { address, password, imapHost: '127.0.0.1', imapPort: boxes[account].port, smtpHost: '127.0.0.1', smtpPort, draftsOnly: false }
    },
    secrets: accounts.map((one) => one.password),
    address: (account = 0) => accounts[account].address,
    put,
    deliver({ customer, messageId, text, at }, account = 0) {
      const id = `<${messageId}@pelanggan.test>`
      const root = roots.get(customer) ?? id
      roots.set(customer, root)
      const thread = root === id ? [] : [`In-Reply-To: ${root}`, `References: ${root}`]
      const head = [`From: Sari <${customer}@pelanggan.test>`, `To: ${accounts[account].address}`, `Message-ID: ${id}`, ...thread, 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64']
      put(`${head.join('\r\n')}\r\n\r\n${Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n`, at, account)
    },
    renumber: (account = 0) => boxes[account].renumber(),
    sent,
    accepted,
    faults,
    refusals: {
      tooMany: reply('mail', 451, '4.7.1 Too many messages, try again later'),
      blocked: reply('rcpt', 550, '5.1.1 User unknown'),
      unauthorised: reply('auth', 535, '5.7.8 Authentication credentials invalid'),
      down: reply('connect', 421, '4.3.2 Service not available'),
    },
    async [Symbol.asyncDispose]() {
      for (const box of boxes) await box.close()
      await new Promise<void>((resolve) => smtp.close(() => resolve()))
    },
  }
}

async function startMailbox({ address, password }: (typeof accounts)[number]) {
  const inbox = { uidvalidity: 1_000, uidnext: 1, messages: [] as { raw: string; uid?: number }[] }
  const server = hoodiecrow({ plugins: ['ID', 'AUTH-PLAIN', 'SASL-IR', 'IDLE', 'NAMESPACE', 'UNSELECT', 'ENABLE', 'LITERALPLUS'], id: { name: 'hoodiecrow' }, users: { [address]: { password } }, storage: { INBOX: inbox } })
  const port = await listen(server)
  const sockets = new Set<{ destroy(): void }>()
  server.server.on('connection', (socket: { destroy(): void }) => sockets.add(socket))
  return {
    port,
    append: (raw: string, at: Date) => server.appendMessage('INBOX', [], at, raw),
    renumber() {
      const box = server.getMailbox('INBOX')
      box.uidvalidity += 1
      for (const [index, message] of box.messages.entries()) message.uid = 10_000 + index
      box.uidnext = 10_000 + box.messages.length
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function listen(server: { listen(port: number, host: string, done: () => void): unknown; server: { address(): unknown } }): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // `address()` is a port on a listening TCP server.
  return (server.server.address() as AddressInfo).port
}

function refuse(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode })
}

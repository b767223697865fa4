/** The little of hoodiecrow-imap 2.1.0 that tests use; it comes without types. */
declare module 'hoodiecrow-imap' {
  interface Mailbox {
    uidvalidity: number
    uidnext: number
    messages: { uid?: number }[]
  }
  interface ImapServer {
    server: { address(): unknown; on(event: 'connection', listener: (socket: { destroy(): void }) => void): void }
    listen(port: number, host: string, done: () => void): void
    close(done: () => void): void
    appendMessage(mailbox: string, flags: string[], internalDate: Date, raw: string): void
    getMailbox(path: string): Mailbox
  }
  export default function hoodiecrow(options: { plugins: string[]; id: Record<string, string>; users: Record<string, { password: string }>; storage: Record<string, { uidvalidity: number; uidnext: number; messages: { raw: string }[] }> }): ImapServer
}

import { z } from 'zod'
import type { JsonValue, Services } from '#platform/context'
import type { Channel, PollAnswer } from '../channel.ts'
import { openMailbox, problemOf, type Mailbox } from './mailbox.ts'
import { readMail } from './read-mail.ts'

/** Servers end an IDLE after 29 minutes, and routers forget it sooner. */
const idleMs = 4 * 60_000
const mostAtOnce = 20
/** Files are refused above 25 MB; mail writes three bytes as four letters. */
const mostBytes = 36 * 1_048_576
const dayMs = 86_400_000

/** Numbers of mails hold for one life of a mailbox (UIDVALIDITY). */
const cursorSchema = z.object({ uidValidity: z.string(), lastUid: z.number().int() }).nullable().catch(null)
type Cursor = z.infer<typeof cursorSchema>

/** Reads what is new; with nothing new, waits until the server says so. What was there before the account was connected stays there. */
export async function poll(channel: Channel, cursor: JsonValue, services: Services, signal: AbortSignal): Promise<PollAnswer> {
  const opened = await openMailbox(channel, services)
  if ('problem' in opened) return opened
  await using mailbox = opened
  const stop = () => mailbox.client.close()
  // Heard from now on: what comes between looking and waiting must not wait for the next mail.
  const news = new Promise<void>((resolve) => mailbox.client.once('exists', () => resolve()))
  signal.addEventListener('abort', stop, { once: true })
  try {
    const before = cursorSchema.parse(cursor)
    const uidValidity = String(mailbox.inbox.uidValidity)
    if (before === null) return { items: [], cursor: { uidValidity, lastUid: mailbox.inbox.uidNext - 1 } }
    let uids = await newUids(mailbox, before, uidValidity, services.clock.now())
    // The abort may have come before anyone listened for it.
    if (signal.aborted) return { items: [], cursor }
    if (uids.length === 0 && before.uidValidity === uidValidity) {
      await untilNews(mailbox, news, signal)
      if (signal.aborted) return { items: [], cursor }
      uids = await newUids(mailbox, before, uidValidity, services.clock.now())
    }
    const items: Extract<PollAnswer, { items: unknown }>['items'] = []
    for await (const mail of mailsOf(mailbox, uids.slice(0, mostAtOnce))) {
      items.push(...(await readMail(channel, mail.raw, { uidValidity, uid: mail.uid, receivedAt: mail.receivedAt, isCut: mail.isCut }, services.clock.now())))
    }
    const last = uids.slice(0, mostAtOnce).at(-1)
    return { items, cursor: { uidValidity, lastUid: last ?? (before.uidValidity === uidValidity ? before.lastUid : mailbox.inbox.uidNext - 1) } }
  } catch (error) {
    return signal.aborted ? { items: [], cursor } : { problem: problemOf(error) }
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** Numbers above the last one, oldest first. In a mailbox that was made anew, the mails of a week: those we know change nothing. */
async function newUids({ client, inbox }: Mailbox, before: NonNullable<Cursor>, uidValidity: string, now: Date): Promise<number[]> {
  const isSame = before.uidValidity === uidValidity
  if (isSame && inbox.uidNext <= before.lastUid + 1 && inbox.exists === 0) return []
  const query = isSame ? { uid: `${before.lastUid + 1}:*` } : { since: new Date(now.getTime() - 7 * dayMs) }
  const found = await client.search(query, { uid: true })
  // `*` is the last mail, also when its number is lower.
  return (found || []).filter((uid) => !isSame || uid > before.lastUid).toSorted((a, b) => a - b)
}

async function untilNews({ client }: Mailbox, news: Promise<void>, signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  await new Promise<void>((resolve) => {
    timer = setTimeout(resolve, idleMs)
    void news.then(resolve)
    client.once('close', () => resolve())
    signal.addEventListener('abort', () => resolve(), { once: true })
    // The next command ends it.
    void client.idle().catch(() => resolve())
  })
  clearTimeout(timer)
}

async function* mailsOf({ client }: Mailbox, uids: number[]): AsyncGenerator<{ uid: number; raw: Buffer; receivedAt: Date | undefined; isCut: boolean }> {
  // One after the other: a mail may be large.
  for (const uid of uids) {
    const mail = await client.fetchOne(String(uid), { uid: true, size: true, internalDate: true, source: { start: 0, maxLength: mostBytes } }, { uid: true })
    if (!mail || !mail.source) continue
    yield { uid, raw: mail.source, receivedAt: mail.internalDate ? new Date(mail.internalDate) : undefined, isCut: (mail.size ?? 0) > mostBytes }
  }
}

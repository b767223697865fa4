import type { ChatMessage } from '../formats/whatsapp-export/chat.ts'

export interface FirstResponse {
  sender: string
  askedAt: Date
  seconds: number
}

const longestSeconds = 7 * 86_400

/** How long the first answer took, each time a customer wrote after the shop's last word. Times are the shop's, UTC+7. */
export function findResponses(messages: readonly ChatMessage[], ownSenders: ReadonlySet<string>): FirstResponse[] {
  const found: FirstResponse[] = []
  let waiting: ChatMessage | undefined
  for (const message of messages) {
    if (!ownSenders.has(message.sender)) {
      waiting ??= message
      continue
    }
    if (!waiting) continue
    const askedAt = momentOf(waiting.ts)
    const seconds = Math.round((momentOf(message.ts).getTime() - askedAt.getTime()) / 1_000)
    if (seconds >= 0 && seconds <= longestSeconds) found.push({ sender: waiting.sender, askedAt, seconds })
    waiting = undefined
  }
  return found
}

export function momentOf(ts: string): Date {
  return new Date(`${ts.length === 16 ? `${ts}:00` : ts}+07:00`)
}

import type { Request } from '../understand/request.ts'
import type { Conversation } from '../understand/understand.ts'

/** One line for the person who takes over: what is wanted and the customer's last words. */
export function summarise(request: Request, { messages }: Conversation): string {
  const last = messages.at(-1)?.replace(/\s+/g, ' ').trim().slice(0, 200) ?? ''
  const { place, intents } = request
  return [`${intents[0].intent}`, place ? `ke ${place.name}` : '', `"${last}"`].filter(Boolean).join(' · ')
}

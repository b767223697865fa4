import type { ChatMessage } from '../formats/whatsapp-export/chat.ts'

export interface Sender {
  name: string
  count: number
  /** Whether this is the shop itself; a guess until the owner says so. */
  isOwn: boolean
}

/** Who writes in a chat, and who of them is probably the shop: named so, or not the one the file is named after. */
export function listSenders(messages: readonly ChatMessage[], hints: { shopName: string; fileName: string }): Sender[] {
  const counts = new Map<string, number>()
  for (const { sender } of messages) counts.set(sender, (counts.get(sender) ?? 0) + 1)
  const senders = [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
  const own = guessOwn(senders.map(({ name }) => name), hints)
  return senders.map((sender) => ({ ...sender, isOwn: sender.name === own }))
}

function guessOwn(names: readonly string[], { shopName, fileName }: { shopName: string; fileName: string }): string | undefined {
  const shop = wordsOf(shopName)
  const alike = names.map((name) => ({ name, shared: wordsOf(name).filter((word) => shop.includes(word)).length })).sort((a, b) => b.shared - a.shared)[0]
  if (alike && alike.shared > 0) return alike.name
  const shopWords = names.find((name) => /\b(?:toko|warung|admin|cs|kedai|butik|olshop|official|store|shop)\b/i.test(name))
  if (shopWords) return shopWords
  // A chat is exported under the name of the other person.
  const others = names.filter((name) => !fileName.toLowerCase().includes(name.toLowerCase()))
  return names.length === 2 && others.length === 1 ? others[0] : undefined
}

function wordsOf(name: string): string[] {
  return name.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []
}

const said = new Set([
  'stop', 'berhenti', 'unsubscribe', 'stop promo', 'stop promosi', 'berhenti promo', 'berhenti promosi', 'berhenti langganan', 'berhenti berlangganan', 'stop langganan',
  'stop wa', 'stop chat', 'stop iklan', 'berhenti iklan', 'stop kirim promo', 'jangan kirim promo', 'jangan kirim promo lagi', 'stop kak', 'berhenti kak', 'mohon berhenti', 'tolong berhenti', 'tolong stop', 'stop please', 'stop ya',
])

/** The plain words by which promotions end at once, whoever has the conversation. What is said otherwise, the assistant understands. */
export function asksToStop(text: string): boolean {
  return text.length <= 60 && said.has(text.toLowerCase().replace(/[^\p{L}\s]/gu, ' ').replace(/\s+/g, ' ').trim())
}

/** Say what they ask for, and count even from somebody who never refused. */
const explicit = new Set([
  'lanjut promo', 'lanjut promosi', 'lanjutkan promo', 'lanjutkan promosi', 'mulai promo', 'mulai promosi', 'mulai lagi promo', 'start promo', 'start promos', 'start promotions',
  'kirim promo lagi', 'resume promo', 'resume promotions', 'subscribe', 'unstop', 'mulai langganan', 'mulai berlangganan',
])
/** The opposite of STOP, and otherwise a word like any other. */
const answersStop = new Set(['start', 'mulai', 'mulai lagi'])

/**
 * Whether the whole message asks for promotions, never a part of one. `/start` does not: an app's button types it.
 * `again` only means something to whoever had them stopped.
 */
export function asksToStart(text: string): 'explicit' | 'again' | undefined {
  if (text.length > 60 || text.trimStart().startsWith('/') || text.includes('?')) return undefined
  const words = text.toLowerCase().replace(/[^\p{L}\s]/gu, ' ').replace(/\s+/g, ' ').trim().replace(/^(?:tolong|mohon) /, '').replace(/ (?:kak|ya|please)$/, '')
  if (explicit.has(words)) return 'explicit'
  return answersStop.has(words) ? 'again' : undefined
}

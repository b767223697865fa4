import { apiKeys as indonesian } from '../../locales/id/api-keys.ts'
import { wordsOf } from '../../locales/locale.ts'

/** Words that one screen needs: they come with it, not with the first load. */
export const apiKeyWords = wordsOf(indonesian, async () => (await import('../../locales/en/api-keys.ts')).apiKeys)

/** Whether a key still opens anything. */
export function keyState(key: { expiresAt: string | null; revokedAt: string | null }, now: Date): 'active' | 'expired' | 'revoked' {
  if (key.revokedAt) return 'revoked'
  return key.expiresAt && Date.parse(key.expiresAt) <= now.getTime() ? 'expired' : 'active'
}

/** `orders.write` in words: "Ubah pesanan". A scope that has no words yet shows as it is. */
export function scopeName(scope: string): string {
  const words = apiKeyWords()
  const [thing = '', verb] = scope.split('.')
  const name = words.things[thing]
  if (name === undefined) return scope
  return verb === 'write' ? words.change(name) : words.see(name)
}

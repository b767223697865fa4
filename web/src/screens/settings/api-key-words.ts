import { useMessages } from '../../locales/locale.ts'

/** Whether a key still opens anything. */
export function keyState(key: { expiresAt: string | null; revokedAt: string | null }, now: Date): 'active' | 'expired' | 'revoked' {
  if (key.revokedAt) return 'revoked'
  return key.expiresAt && Date.parse(key.expiresAt) <= now.getTime() ? 'expired' : 'active'
}

/** `orders.write` in words: "Ubah pesanan". A scope that has no words yet shows as it is. */
export function useScopeName(): (scope: string) => string {
  const { apiKeys } = useMessages().people
  return (scope) => {
    const [thing = '', verb] = scope.split('.')
    const name = apiKeys.things[thing]
    if (name === undefined) return scope
    return verb === 'write' ? apiKeys.change(name) : apiKeys.see(name)
  }
}

import { hmacHex, isSameText } from '../signature.ts'

/**
 * Whether the shop's own server vouches for this visitor: hex HMAC-SHA-256 of the identifier under the account's secret.
 * Without it anyone could read another customer's chat by naming them.
 */
export function isVouchedIdentity(identitySecret: string, identifier: string, hash: string): boolean {
  return identitySecret !== '' && isSameText(hash.toLowerCase(), hmacHex(identitySecret, identifier))
}

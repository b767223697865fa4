import { hash } from 'node:crypto'
import type { Channel } from '../channel.ts'
import { hmacHex, isSameText } from '../signature.ts'
import { domainOf } from './settings.ts'

/**
 * A thread of mail with one person: their address and a short name of the thread. The address is part of it, so that
 * whoever knows another person's thread reaches their own chat only, and answers go to its address alone.
 */
export function threadIdOf(address: string, token: string): string {
  return `${address}|${token}`
}

export function addressIn(threadId: string): string {
  return threadId.slice(0, threadId.lastIndexOf('|'))
}

/** The thread that a message began. */
export function tokenOf(messageId: string): string {
  return hash('sha256', messageId, 'base64url').slice(0, 16)
}

/** Our own Message-ID carries the thread and the attempt, so that answers and bounces are told apart from forgeries. */
export function ownMessageId(channel: Pick<Channel, 'secrets' | 'config'>, threadId: string, attemptKey: string): string {
  const token = threadId.slice(threadId.lastIndexOf('|') + 1)
  return `<laris.${token}.${attemptKey}.${macOf(channel, token, attemptKey)}@${domainOf(String(channel.config['address']))}>`
}

const ownPattern = /^<laris\.([\w-]{16})\.([\w-]{1,64})\.([0-9a-f]{24})@[^@>\s]+>$/

export function readOwnMessageId(channel: Pick<Channel, 'secrets'>, messageId: string): { token: string; attemptKey: string } | undefined {
  const [, token, attemptKey, mac] = ownPattern.exec(messageId) ?? []
  if (!token || !attemptKey || !mac || !isSameText(mac, macOf(channel, token, attemptKey))) return undefined
  return { token, attemptKey }
}

function macOf(channel: Pick<Channel, 'secrets'>, token: string, attemptKey: string): string {
  return hmacHex(channel.secrets['messageKey'] ?? '', `${token}.${attemptKey}`).slice(0, 24)
}

/** Message-IDs in a header, in its order. */
export function idsIn(header: string | string[] | undefined): string[] {
  return [header ?? []].flat().flatMap((value) => value.match(/<[^<>\s]{1,500}>/g) ?? [])
}

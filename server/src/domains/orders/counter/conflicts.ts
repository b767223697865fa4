import type { Transaction } from '#platform/context'
import { sql } from 'kysely'
import { tenant } from '#platform/database/tenant'
import { listConflicts, listHolders } from '#domains/catalog'
import type { Tables } from '../tables.ts'

export interface Holder {
  orderId: string
  number: string
  source: string
  customerName: string
  quantity: number
}

const channelWords: Record<string, string> = { chat: 'chat', web: 'situs', manual: 'catatan toko', kasir: 'kasir', shopee: 'Shopee', tiktok: 'TikTok Shop', tokopedia: 'Tokopedia', lazada: 'Lazada' }

/** "Ayam goreng terjual 3 di kasir, padahal 2 sudah dipesan lewat chat." */
export function conflictSentence(name: string, sold: { wanted: number; missing: number }, holders: Pick<Holder, 'source' | 'quantity'>[]): string {
  const held = holders.reduce((sum, holder) => sum + holder.quantity, 0)
  if (held === 0) return `${name} terjual ${sold.wanted} di kasir, padahal stok tercatat hanya ${Math.max(0, sold.wanted - sold.missing)}.`
  const channels = [...new Set(holders.map(({ source }) => channelWords[source] ?? source))].join(' dan ')
  return `${name} terjual ${sold.wanted} di kasir, padahal ${held} sudah dipesan lewat ${channels}.`
}

/** What the counter sold although it was promised or gone, with the orders that it touches. */
export async function listCounterConflicts(tx: Transaction) {
  const open = (await listConflicts(tx)).filter(({ source }) => source === 'kasir')
  const found = []
  for (const { id, variantId, name, wanted, missing, reference, at } of open) {
    const holders = await readHolders(tx, variantId)
    found.push({ conflictId: id, saleId: reference, variantId, name, wanted, missing, at, sentence: conflictSentence(name, { wanted, missing }, holders), holders })
  }
  return found
}

/** Open orders that hold pieces of this variant. */
export async function readHolders(tx: Transaction, variantId: string): Promise<Holder[]> {
  const held = await listHolders(tx, variantId)
  if (held.length === 0) return []
  const rows = await tenant<Tables>(tx).select('orders').select(['id', 'number', 'source', 'customerName']).where(sql<boolean>`id::text = any(${held.map(({ reference }) => reference)}::text[])`).execute()
  return rows.map(({ id, ...row }) => ({ orderId: id, ...row, quantity: held.filter(({ reference }) => reference === id).reduce((sum, { quantity }) => sum + quantity, 0) }))
}

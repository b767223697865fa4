import { sql } from 'kysely'
import { runInWorker } from '#models/background/run-in-worker'
import type { Context, Transaction } from '#platform/context'
import { manyRows } from '#platform/database/many-rows'
import { newId } from '#platform/ids'
import { readCatalog } from '#domains/catalog'
import { normalisePhone, resolveByPhone, resolveNamed } from '#domains/customers'
import type { ImportFile } from '../files/file.ts'
import type { ChatMessage } from '../formats/whatsapp-export/chat.ts'
import { readWhatsAppExport } from '../formats/whatsapp-export/index.ts'
import { lockRunning, setStatus, storeChanges } from '../store.ts'
import { findPriceDifferences } from './prices.ts'
import type { FrequentQuestion } from './questions.ts'
import { findResponses, momentOf } from './responses.ts'

/** Takes customers, frequent questions, quoted prices and answering times from a chat, in one transaction. Nobody is written to. */
export async function writeChat(ctx: Context, importId: string, file: ImportFile, ownSenders: readonly string[]): Promise<boolean> {
  const { entries, skipped } = await readWhatsAppExport(file)
  const messages = entries.filter((entry) => entry.kind === 'message')
  const own = new Set(ownSenders)
  const products = await ctx.transaction(readCatalog)
  const variants = products.flatMap((product) => product.variants.map((variant) => ({ variantId: variant.variantId, productName: product.name, variantName: variant.name, price: variant.price })))
  // Grouping thousands of questions takes seconds; requests go on meanwhile.
  const questions = await runInWorker<FrequentQuestion[]>({ module: new URL('./questions.ts', import.meta.url), name: 'findQuestions', args: [messages, own] })
  const prices = findPriceDifferences(messages, own, variants)
  return ctx.transaction(async (tx) => {
    const row = await lockRunning(tx, importId)
    if (!row) return false
    if (row.doneCount > 0) return true
    const { bySender, added } = await resolvePeople(tx, messages, own)
    await storeChanges(tx, importId, added.map((subjectId) => ({ subjectType: 'customer', subjectId, before: null })))
    await storeFindings(tx, importId, [...questions.map((payload) => ({ kind: 'question', payload })), ...prices.map((payload) => ({ kind: 'price', payload }))])
    await storeResponses(tx, importId, findResponses(messages, own).flatMap(({ sender, askedAt, seconds }) => {
      const customerId = bySender.get(sender)
      return customerId === undefined ? [] : [{ customerId, askedAt, seconds }]
    }))
    await setStatus(tx, importId, 'running', { doneCount: row.rowCount, addedCount: added.length, changedCount: 0, skippedCount: skipped.length, mapping: JSON.stringify({ ownSenders, skipped }) })
    return true
  })
}

/** A number is a customer of the shop; a contact name is known by that name in exported chats, and joined to nobody. */
async function resolvePeople(tx: Transaction, messages: readonly ChatMessage[], own: ReadonlySet<string>): Promise<{ bySender: Map<string, string>; added: string[] }> {
  const lastSeen = new Map<string, Date>()
  for (const { sender, ts } of messages) if (!own.has(sender)) lastSeen.set(sender, momentOf(ts))
  const people = [...lastSeen].map(([sender, seenAt]) => ({ sender, seenAt, phone: normalisePhone(sender) }))
  const withPhone = people.flatMap(({ sender, seenAt, phone }) => (phone ? [{ sender, phone, name: '', seenAt }] : []))
  const named = people.filter(({ phone }) => !phone)
  const { byPhone, added } = await resolveByPhone(tx, withPhone)
  const known = await resolveNamed(tx, named.map(({ sender, seenAt }) => ({ channelType: 'whatsapp-export', externalId: sender.toLowerCase().slice(0, 200), name: sender.replace(/^~\s*/, ''), seenAt })), { areMasked: false })
  const bySender = new Map([
    ...withPhone.flatMap(({ sender, phone }) => {
      const customerId = byPhone.get(phone)
      return customerId === undefined ? [] : [[sender, customerId] as const]
    }),
    ...named.map(({ sender }, index) => [sender, known.ids[index]] as const),
  ])
  return { bySender, added: [...added, ...known.added] }
}

const findingColumns = { businessId: 'uuid', id: 'uuid', importId: 'uuid', kind: 'text', payload: 'jsonb', status: 'text', position: 'integer' } as const

async function storeFindings(tx: Transaction, importId: string, findings: { kind: string; payload: object }[]): Promise<void> {
  if (findings.length === 0) return
  const rows = manyRows(findingColumns, findings.map((finding, position) => ({ businessId: tx.businessId, id: newId(), importId, ...finding, status: 'open', position })))
  await sql`insert into import_findings ${rows.columns} ${rows.values}`.execute(tx.db)
}

const responseColumns = { businessId: 'uuid', id: 'uuid', importId: 'uuid', customerId: 'uuid', askedAt: 'timestamptz', seconds: 'integer' } as const

/** The same chat exported again later brings the same facts: each is kept once. */
async function storeResponses(tx: Transaction, importId: string, responses: { customerId: string; askedAt: Date; seconds: number }[]): Promise<void> {
  if (responses.length === 0) return
  const rows = manyRows(responseColumns, responses.map((response) => ({ businessId: tx.businessId, id: newId(), importId, ...response })))
  await sql`insert into import_responses ${rows.columns} ${rows.values} on conflict do nothing`.execute(tx.db)
}

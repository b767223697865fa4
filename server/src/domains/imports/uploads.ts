import type { Readable } from 'node:stream'
import type { Context } from '#platform/context'
import { conflict, invalidInput } from '#platform/errors'
import { previewChat, type ChatSummary } from './chats/preview.ts'
import { fileOfBytes, type ImportFile } from './files/file.ts'
import { storedFile } from './files/stored-file.ts'
import { catalogFields, type Mapping } from './formats/format.ts'
import { surveyOrders } from './formats/order-layout.ts'
import { findOrderFormat, orderFormats } from './formats/order-registry.ts'
import { tillSales } from './formats/till-sales/index.ts'
import { previewOrders, type OrdersSummary } from './orders/preview.ts'
import { previewCatalog, type CatalogSummary } from './previews.ts'
import { recognise, type Recognised, type TableHead } from './recognising.ts'
import { getImport, insertImport, updatePreview, type NewImport } from './store.ts'

/** What one file would do. Exactly one of the four parts is there. */
export interface ImportPreview {
  importId: string
  name: string
  kind: 'catalog' | 'orders' | 'chat' | 'table'
  format: string
  catalog: CatalogSummary | null
  orders: (OrdersSummary & { headings: string[]; headingLine: number; sheet: number; mapping: Partial<Record<string, number>>; isGiven: boolean }) | null
  chat: ChatSummary | null
  table: TableHead | null
}

type Read = Omit<ImportPreview, 'importId' | 'name'> & Pick<NewImport, 'rowCount' | 'unreadCount' | 'mapping'>

/** Keeps an uploaded file, finds out what it is, reads it through, and shows what would happen. */
export async function receiveFile(ctx: Context, input: { name: string; content: Readable; isCut?: () => boolean }): Promise<ImportPreview> {
  const stored = await ctx.files.put(ctx.businessId, input.content)
  try {
    if (input.isCut?.()) throw invalidInput('Berkas lebih dari 100 MB, jadi ditolak. Bagi menjadi beberapa berkas. Belum ada yang disimpan.')
    const file = storedFile(ctx, stored.key)
    return await keep(ctx, input.name, stored, await read(ctx, file, await recognise(ctx, file), input.name))
  } catch (error) {
    await ctx.files.remove(ctx.businessId, stored.key)
    throw error
  }
}

/** A pasted price list, or a file that the owner says is one. */
export async function previewCatalogFile(ctx: Context, input: { name: string; bytes: Uint8Array; mapping?: Mapping | undefined }): Promise<CatalogSummary & { importId: string; format: string; name: string }> {
  const preview = await readCatalog(fileOfBytes(input.bytes), input.mapping)
  const stored = await ctx.files.put(ctx.businessId, input.bytes)
  const { importId, catalog } = await keep(ctx, input.name, stored, preview)
  if (!catalog) throw new Error('A catalogue preview lost its rows')
  return { importId, format: preview.format, name: input.name, ...catalog }
}

export interface NamedColumns {
  kind: 'orders' | 'catalog'
  sheet: number
  headingLine: number
  mapping: Partial<Record<string, number>>
}

/** Reads a kept file again with columns that the owner named. */
export async function renameColumns(ctx: Context, importId: string, named: NamedColumns): Promise<ImportPreview> {
  const row = await ctx.transaction((tx) => getImport(tx, importId))
  if (row.status !== 'previewed') throw conflict('imports.already_started', 'Impor ini sudah dijalankan. Unggah lagi berkasnya.')
  const file = storedFile(ctx, row.fileKey)
  const preview = named.kind === 'catalog' ? await readCatalog(file, catalogMapping(named.mapping)) : await readOrders(ctx, file, await layoutOf(file, named))
  await ctx.transaction((tx) => updatePreview(tx, importId, { ...preview, summary: summaryOf(preview) }))
  return present(importId, row.name, preview)
}

async function layoutOf(file: ImportFile, named: NamedColumns): Promise<Extract<Recognised, { kind: 'orders' }>> {
  const layout = await surveyOrders(file, orderFormats, { format: tillSales.format, sheet: named.sheet, headingLine: named.headingLine, mapping: named.mapping })
  if (!layout) throw invalidInput('Baris judul itu tidak ada di berkas. Pilih baris lain.')
  return { kind: 'orders', layout, isGiven: true }
}

function catalogMapping(mapping: NamedColumns['mapping']): Mapping {
  return Object.fromEntries(catalogFields.flatMap((field) => (mapping[field] === undefined ? [] : [[field, mapping[field]]])))
}

async function read(ctx: Context, file: ImportFile, found: Recognised, name: string): Promise<Read> {
  if (found.kind === 'orders') return readOrders(ctx, file, found)
  if (found.kind === 'catalog') return readCatalog(file, undefined)
  if (found.kind === 'table') return { ...nothing, kind: 'table', format: 'unknown-table', table: found.head, rowCount: 0, unreadCount: 0, mapping: null }
  const chat = await previewChat(ctx, file, name)
  return { ...nothing, kind: 'chat', format: 'whatsapp-export', chat, rowCount: chat.messages, unreadCount: chat.skipped.length, mapping: { ownSenders: chat.senders.filter((one) => one.isOwn).map((one) => one.name) } }
}

const nothing = { catalog: null, orders: null, chat: null, table: null }

async function readOrders(ctx: Context, file: ImportFile, { layout, isGiven }: Extract<Recognised, { kind: 'orders' }>): Promise<Read> {
  const format = findOrderFormat(layout.format)
  if (!format) throw new Error(`No order format ${layout.format}`)
  const summary = await previewOrders(ctx, file, layout, format)
  if (summary.orders === 0 && summary.unread === 0) throw invalidInput('Berkas ini berisi judul kolom saja, belum ada pesanan. Belum ada yang disimpan.')
  const { headings, headingLine, sheet, mapping } = layout
  return { ...nothing, kind: 'orders', format: layout.format, orders: { ...summary, headings, headingLine, sheet, mapping, isGiven }, rowCount: summary.lines + summary.unread, unreadCount: summary.unread, mapping: { layout, isGiven } }
}

async function readCatalog(file: ImportFile, mapping: Mapping | undefined): Promise<Read> {
  const { format, summary } = await previewCatalog(file, mapping)
  return { ...nothing, kind: 'catalog', format, catalog: summary, rowCount: summary.total, unreadCount: summary.toCheck, mapping: mapping ?? null }
}

async function keep(ctx: Context, name: string, stored: { key: string; sha256: string }, preview: Read): Promise<ImportPreview> {
  const { kind, format, rowCount, unreadCount, mapping } = preview
  const importId = await ctx.transaction((tx) => insertImport(tx, { kind, format, name, fileKey: stored.key, sha256: stored.sha256, rowCount, unreadCount, mapping, summary: summaryOf(preview) }))
  return present(importId, name, preview)
}

/** Counts for the list of imports; rows stay in the file. */
function summaryOf({ orders, chat }: Read): object | null {
  if (orders) return { orders: orders.orders, matchedVariants: orders.matchedVariants, unread: orders.unread, source: orders.source }
  return chat ? { messages: chat.messages, senders: chat.senders.length } : null
}

function present(importId: string, name: string, { kind, format, catalog, orders, chat, table }: Read): ImportPreview {
  return { importId, name, kind, format, catalog, orders, chat, table }
}


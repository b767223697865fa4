import { z } from 'zod'
import { invalidInput } from '#platform/errors'
import { spreadsheetForms } from '#platform/files/spreadsheet'
import { pageOf, pageQuery } from '#platform/http/paging'
import { rawRoute, route } from '#platform/http/route'
import { sendSheet } from '#domains/businesses'
import { orderFields } from './formats/order-format.ts'
import { catalogFields } from './formats/format.ts'
import { decideFinding, listFindings } from './findings.ts'
import { applyImport, cancelImport, undoImport } from './imports.ts'
import { catalogPreviewSchema, findingSchema, importPreviewSchema, importSchema } from './schemas.ts'
import { previewSoldGoods } from './sold-goods.ts'
import { getImport, listImports } from './store.ts'
import type { ImportFindingRow, ImportRow } from './tables.ts'
import { unreadRows } from './unread-rows.ts'
import { previewCatalogFile, receiveFile, renameColumns } from './uploads.ts'

const importParams = z.object({ importId: z.uuid() })
const column = z.number().int().min(0).max(2_000)
const catalogMapping = z.strictObject(Object.fromEntries(catalogFields.map((field) => [field, column.optional()])))
const anyMapping = z.partialRecord(z.enum([...new Set([...orderFields, ...catalogFields])]), column)

const maxCatalogBytes = 20 * 1_048_576
const maxFileBytes = 100 * 1_048_576

export const routes = {
  previewPastedPriceList: route({
    method: 'POST',
    path: '/api/imports/catalog/text',
    summary: 'Read a pasted price list and show what would happen',
    permission: 'imports.write',
    limitPerMinute: 30,
    body: z.strictObject({ text: z.string().min(1, 'Tempel daftar harga dulu').max(1_000_000) }),
    answer: catalogPreviewSchema,
    handle: (ctx, { body }) => previewCatalogFile(ctx, { name: 'Teks yang ditempel', bytes: Buffer.from(body.text, 'utf8') }),
  }),
  previewSoldGoods: route({
    method: 'POST',
    path: '/api/imports/catalog/sold',
    summary: 'A price list of what orders name and the catalogue does not know, to look at before it is added',
    permission: 'imports.write',
    limitPerMinute: 30,
    answer: catalogPreviewSchema,
    handle: (ctx) => previewSoldGoods(ctx),
  }),
  previewCatalogFile: rawRoute({
    method: 'POST',
    path: '/api/imports/catalog/file',
    summary: 'Read a CSV or Excel file (multipart field `file`, optional JSON field `mapping`) and show what would happen',
    access: { permission: 'imports.write' },
    bodyLimit: maxCatalogBytes + 1_048_576,
    limitPerMinute: 30,
    async handle(ctx) {
      const part = await ctx.request.file({ limits: { fileSize: maxCatalogBytes } })
      if (!part) throw invalidInput('Berkas belum dipilih.')
      const bytes = await part.toBuffer().catch(() => {
        throw invalidInput('Berkas lebih dari 20 MB, jadi ditolak. Bagi menjadi beberapa berkas. Belum ada yang disimpan.')
      })
      const field = part.fields['mapping']
      const given = field && 'value' in field && typeof field.value === 'string' ? catalogMapping.parse(JSON.parse(field.value)) : undefined
      return catalogPreviewSchema.parse(await previewCatalogFile(ctx.tenant, { name: part.filename, bytes, mapping: given }))
    },
  }),
  previewFile: rawRoute({
    method: 'POST',
    path: '/api/imports/file',
    summary: 'Read any file of a shop (multipart field `file`): orders of a marketplace or till, an exported chat, a price list; recognised by its content',
    access: { permission: 'imports.write' },
    bodyLimit: maxFileBytes + 1_048_576,
    limitPerMinute: 30,
    async handle(ctx) {
      const part = await ctx.request.file({ limits: { fileSize: maxFileBytes } })
      if (!part) throw invalidInput('Berkas belum dipilih.')
      const preview = await receiveFile(ctx.tenant, { name: part.filename || 'berkas', content: part.file, isCut: () => part.file.truncated })
      return importPreviewSchema.parse(preview)
    },
  }),
  nameImportColumns: route({
    method: 'POST',
    path: '/api/imports/:importId/columns',
    summary: 'Say what the columns of an uploaded table are, and read it again; remembered for files with the same headings',
    permission: 'imports.write',
    params: importParams,
    body: z.strictObject({ kind: z.enum(['orders', 'catalog']), sheet: z.number().int().min(0).max(1_000), headingLine: z.number().int().min(0).max(1_000), mapping: anyMapping }),
    answer: importPreviewSchema,
    handle: (ctx, { params, body }) => renameColumns(ctx, params.importId, body),
  }),
  listImports: route({
    method: 'GET',
    path: '/api/imports',
    summary: 'Imports that were applied, newest first',
    permission: 'catalog.read',
    query: pageQuery,
    answer: pageOf(importSchema),
    handle: async (ctx, { query }) => {
      const { items, nextCursor } = await ctx.transaction((tx) => listImports(tx, query))
      return { items: items.map(present), nextCursor }
    },
  }),
  getImport: route({
    method: 'GET',
    path: '/api/imports/:importId',
    summary: 'One import with its progress',
    permission: 'catalog.read',
    params: importParams,
    answer: importSchema,
    handle: async (ctx, { params }) => present(await ctx.transaction((tx) => getImport(tx, params.importId))),
  }),
  applyImport: route({
    method: 'POST',
    path: '/api/imports/:importId/apply',
    summary: 'Write what the preview showed, with corrections; progress is on the import',
    permission: 'imports.write',
    params: importParams,
    body: z.strictObject({
      corrections: z
        .array(z.strictObject({ row: z.number().int().min(1), name: z.string().trim().max(200).optional(), price: z.number().int().min(0).max(1_000_000_000_000).optional(), isSkipped: z.boolean().optional() }))
        .max(5_000)
        .default([]),
      ownSenders: z.array(z.string().max(300)).max(100).optional(),
    }),
    answer: importSchema,
    handle: async (ctx, { params, body }) => present(await ctx.transaction((tx) => applyImport(tx, params.importId, body))),
  }),
  cancelImport: simple('cancel', 'Stop an import; what is written stays and can be undone', cancelImport),
  undoImport: simple('undo', 'Take back everything that an import wrote', undoImport),
  listImportFindings: route({
    method: 'GET',
    path: '/api/imports/:importId/findings',
    summary: 'What an exported chat taught: frequent questions with the usual answer, and prices that differ from the list',
    permission: 'imports.write',
    params: importParams,
    answer: z.object({ items: z.array(findingSchema) }),
    handle: async (ctx, { params }) => ({
      items: await ctx.transaction(async (tx) => {
        const { id } = await getImport(tx, params.importId)
        return (await listFindings(tx, id)).map(presentFinding)
      }),
    }),
  }),
  decideImportFinding: route({
    method: 'POST',
    path: '/api/imports/:importId/findings/:findingId',
    summary: 'Take or refuse one suggestion; a question that is taken becomes a lesson of the assistant',
    permission: 'assistant.write',
    params: importParams.extend({ findingId: z.uuid() }),
    body: z.strictObject({ status: z.enum(['taken', 'refused']), question: z.string().trim().min(1).max(500).optional(), answer: z.string().trim().min(1).max(2_000).optional() }),
    answer: z.object({ status: z.enum(['taken', 'refused']) }),
    handle: async (ctx, { params, body }) => {
      await ctx.transaction((tx) => decideFinding(tx, params.importId, params.findingId, body))
      return { status: body.status }
    },
  }),
  downloadUnreadRows: rawRoute({
    method: 'GET',
    path: '/api/exports/imports/:importId/unread',
    summary: 'Rows that were left out or need a look, with the reason for each, as CSV or Excel (`form=csv|xlsx`)',
    limitPerMinute: 10,
    access: { permission: 'imports.write' },
    params: importParams,
    query: z.object({ form: z.enum(spreadsheetForms).default('csv') }),
    async handle({ tenant, reply }, { params, query }) {
      const row = await tenant.transaction((tx) => getImport(tx, params.importId))
      return sendSheet(tenant, reply, query.form, { name: 'perlu-dicek', headings: ['baris', 'isi', 'alasan'], rows: unreadRows(tenant, row) })
    },
  }),
}

function simple(verb: string, summary: string, perform: (tx: Parameters<typeof cancelImport>[0], importId: string) => Promise<void>) {
  return route({
    method: 'POST',
    path: `/api/imports/:importId/${verb}`,
    summary,
    permission: 'imports.write',
    params: importParams,
    answer: importSchema,
    handle: (ctx, { params }) =>
      ctx.transaction(async (tx) => {
        await perform(tx, params.importId)
        return present(await getImport(tx, params.importId))
      }),
  })
}

function present({ id, ...row }: ImportRow) {
  return { importId: id, ...row }
}

function presentFinding({ id, kind, payload, status }: ImportFindingRow) {
  // Written by `writeChat` in the shape of its kind; the answer's schema checks it again.
  return { findingId: id, status, question: kind === 'question' ? (payload as never) : null, price: kind === 'price' ? (payload as never) : null }
}

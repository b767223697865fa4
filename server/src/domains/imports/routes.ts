import { z } from 'zod'
import { invalidInput } from '#platform/errors'
import { rawRoute, route } from '#platform/http/route'
import { timestamp } from '#platform/http/timestamp'
import { catalogFields } from './formats/format.ts'
import { applyImport, cancelImport, getImport, listImports, undoImport } from './imports.ts'
import { openImportRows, previewCatalogFile } from './previews.ts'
import { importStatuses, type ImportRow } from './tables.ts'

const importParams = z.object({ importId: z.uuid() })
const mapping = z.strictObject(Object.fromEntries(catalogFields.map((field) => [field, z.number().int().min(0).max(500).optional()])))

const rowSchema = z.object({
  line: z.number().int(),
  sku: z.string().optional(),
  name: z.string(),
  variant: z.string(),
  category: z.string().optional(),
  description: z.string().optional(),
  price: z.number().nullable(),
  stock: z.number().optional(),
  weightGrams: z.number().optional(),
  problems: z.array(z.object({ code: z.string(), sentence: z.string(), suggestion: z.number().optional() })),
  original: z.string(),
})

const previewSchema = z.object({
  importId: z.string(),
  format: z.string(),
  name: z.string(),
  recognised: z.number().int(),
  toCheck: z.number().int(),
  total: z.number().int(),
  rows: z.array(rowSchema),
  columns: z.object({ headings: z.array(z.string()), mapping: z.record(z.string(), z.number().optional()) }).nullable(),
})

const importSchema = z.object({
  importId: z.string(),
  name: z.string(),
  format: z.string(),
  status: z.enum(importStatuses),
  rowCount: z.number().int(),
  doneCount: z.number().int(),
  addedCount: z.number().int(),
  changedCount: z.number().int(),
  skippedCount: z.number().int(),
  error: z.string().nullable(),
  createdAt: timestamp,
  finishedAt: timestamp.nullable(),
})

const maxFileBytes = 20 * 1_048_576

export const routes = {
  previewPastedPriceList: route({
    method: 'POST',
    path: '/api/imports/catalog/text',
    summary: 'Read a pasted price list and show what would happen',
    permission: 'imports.write',
    limitPerMinute: 30,
    body: z.strictObject({ text: z.string().min(1, 'Tempel daftar harga dulu').max(1_000_000) }),
    answer: previewSchema,
    handle: (ctx, { body }) => previewCatalogFile(ctx, { name: 'Teks yang ditempel', bytes: Buffer.from(body.text, 'utf8') }),
  }),
  previewCatalogFile: rawRoute({
    method: 'POST',
    path: '/api/imports/catalog/file',
    summary: 'Read a CSV or Excel file (multipart field `file`, optional JSON field `mapping`) and show what would happen',
    access: { permission: 'imports.write' },
    bodyLimit: maxFileBytes + 1_048_576,
    limitPerMinute: 30,
    async handle(ctx) {
      const part = await ctx.request.file({ limits: { fileSize: maxFileBytes } })
      if (!part || !ctx.tenant) throw invalidInput('Berkas belum dipilih.')
      const bytes = await part.toBuffer().catch(() => {
        throw invalidInput('Berkas lebih dari 20 MB, jadi ditolak. Bagi menjadi beberapa berkas. Belum ada yang disimpan.')
      })
      const field = part.fields['mapping']
      const given = field && 'value' in field && typeof field.value === 'string' ? mapping.parse(JSON.parse(field.value)) : undefined
      return previewSchema.parse(await previewCatalogFile(ctx.tenant, { name: part.filename, bytes, mapping: given }))
    },
  }),
  listImports: route({
    method: 'GET',
    path: '/api/imports',
    summary: 'Imports that were applied, newest first',
    permission: 'catalog.read',
    answer: z.object({ items: z.array(importSchema) }),
    handle: async (ctx) => ({ items: (await ctx.transaction(listImports)).map(present) }),
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
    summary: 'Write what the preview showed, with corrections',
    permission: 'imports.write',
    params: importParams,
    body: z.strictObject({
      corrections: z
        .array(z.strictObject({ line: z.number().int().min(1), name: z.string().trim().max(200).optional(), price: z.number().int().min(0).max(1_000_000_000_000).optional(), isSkipped: z.boolean().optional() }))
        .max(5_000)
        .default([]),
    }),
    answer: importSchema,
    handle: async (ctx, { params, body }) => present(await ctx.transaction((tx) => applyImport(tx, params.importId, body.corrections))),
  }),
  cancelImport: simple('cancel', 'Stop an import; what is written stays and can be undone', cancelImport),
  undoImport: simple('undo', 'Take back everything that an import wrote', undoImport),
  downloadUnreadRows: rawRoute({
    method: 'GET',
    path: '/api/imports/:importId/unread.csv',
    summary: 'Rows that need a look, with the reason for each',
    access: { permission: 'catalog.read' },
    async handle(ctx) {
      const { tenant } = ctx
      if (!tenant) return
      const { importId } = importParams.parse(ctx.request.params)
      const row = await tenant.transaction((tx) => getImport(tx, importId))
      const lines = ['\uFEFFbaris,isi,alasan']
      for await (const read of await openImportRows(tenant, row)) {
        if (read.problems.length > 0) lines.push([String(read.line), read.original, read.problems.map((problem) => problem.sentence).join(' ')].map(csvCell).join(','))
      }
      return ctx.reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="perlu-dicek.csv"').send(`${lines.join('\r\n')}\r\n`)
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

/** Quoted, and harmless when a spreadsheet opens it (S12). */
function csvCell(text: string): string {
  const safe = /^[\s\u0000-\u001f]*[=+\-@\t＝＋－＠]/u.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

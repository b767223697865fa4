import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { TimeZone } from '#platform/clock'
import type { Context } from '#platform/context'
import { sendSpreadsheet, spreadsheetForms, type CellValue, type Sheet, type SpreadsheetForm } from '#platform/files/spreadsheet'
import { rawRoute, type RawRoute, type Schema, type TenantRoute } from '#platform/http/route'
import { findOwnBusiness } from './store.ts'

interface ListPage<Item> {
  items: readonly Item[]
  nextCursor?: string | null
}

type ListRoute<Params, Query, Answer, Item> = TenantRoute<Params, Query, undefined, Answer, ListPage<Item>>

interface ListFile<Row> {
  /** File name without its ending, and name of the sheet. */
  name: string
  /** Who may take the whole list out, when the right to look at it is not enough. */
  permission?: string
  /** Headings with what stands under each. */
  columns: Record<string, (row: Row) => CellValue>
}

interface LongerListFile<Item, Row> extends ListFile<Row> {
  /** Several rows of one item, such as the lines of an order. */
  rows: (item: Item) => Row[]
}

type FileRoute<Params> = RawRoute<Params, { form: SpreadsheetForm }, { permission: string }>

/**
 * A list as a file, `/api/orders` under `/api/exports/orders`: the rows, rights and filters of the list itself, every page
 * of it as CSV or Excel, safe against formulas. Each page is a short transaction, so a long list holds no lock and little
 * memory.
 */
export function listFile<Params, Query, Answer, Item, Row>(list: ListRoute<Params, Query, Answer, Item>, file: LongerListFile<Item, Row>): FileRoute<Params>
export function listFile<Params, Query, Answer, Item>(list: ListRoute<Params, Query, Answer, Item>, file: ListFile<Item>): FileRoute<Params>
export function listFile<Params, Query, Answer, Item, Row>(list: ListRoute<Params, Query, Answer, Item>, { name, permission, rows, columns }: ListFile<Item | Row> & Partial<LongerListFile<Item, Row>>): FileRoute<Params> {
  const cells = Object.values(columns)
  const filters = list.query instanceof z.ZodObject ? Object.entries(list.query.shape).filter(([key]) => !ofPages.has(key)) : []
  return rawRoute({
    method: 'GET',
    path: list.path.replace('/api/', '/api/exports/'),
    summary: `As a file, CSV or Excel (\`form=csv|xlsx\`): ${list.summary}`,
    access: { permission: permission ?? list.permission },
    limitPerMinute: 10,
    ...(list.params ? { params: list.params } : {}),
    query: z.object({ ...Object.fromEntries(filters), form: z.enum(spreadsheetForms).default('csv') }),
    async handle({ tenant: ctx, request, reply }, { params, query: { form } }) {
      const readPage = (cursor?: string) => list.handle(ctx, { params, query: readQuery(list.query, Object.assign({}, request.query, { cursor, limit: 200 })), body: undefined, ifMatch: undefined })
      // Before the file begins, so that what is not there is told as such.
      const first = await readPage()
      return sendSheet(ctx, reply, form, { name, headings: Object.keys(columns), rows: allRows() })

      async function* allRows(): AsyncGenerator<CellValue[]> {
        for (let page = first; ; page = await readPage(page.nextCursor)) {
          for (const item of page.items) for (const row of rows?.(item) ?? [item]) yield cells.map((cell) => cell(row))
          if (!page.nextCursor) return
        }
      }
    },
  })
}

/** Sends rows as a file, its times in the clock of the shop. */
export async function sendSheet(ctx: Context, reply: FastifyReply, form: SpreadsheetForm, sheet: Omit<Sheet, 'zone'>): Promise<FastifyReply> {
  // The column is checked against the three zones of Indonesia when it is written.
  const zone = (await ctx.transaction(findOwnBusiness))?.timeZone as TimeZone | undefined
  return sendSpreadsheet(reply, form, { ...sheet, zone })
}

const ofPages = new Set(['cursor', 'limit'])

function readQuery<Query>(schema: Schema<Query> | undefined, given: unknown): Query {
  // A list without a schema reads nothing of it.
  return schema ? schema.parse(given) : ({} as Query)
}

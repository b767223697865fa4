import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { AnyRoute } from '#platform/http/route'
import { routes } from '../src/api.ts'
import { aFullBusiness, type Ids } from './security/a-full-business.ts'
import { anInstallation, type Installation } from './security/testing.ts'

/** Every list of the product can be taken out as a file; generated from the one table of routes. */
const table: [string, AnyRoute][] = Object.entries(routes)
const paths = new Set(table.map(([, route]) => route.path))
const files = table.filter(([, route]) => route.path.startsWith('/api/exports/'))
const fileOf = (path: string) => path.replace('/api/', '/api/exports/')

/** What answers with `items` and is no list that anybody keeps: choices, settings, or a part of what another file holds. */
const notLists: Record<string, string> = {
  listLabels: 'names on conversations, which are a file',
  listMarketplaces: 'connections, in the settings',
  listChannels: 'connections, in the settings',
  listTemplates: 'the channel keeps them',
  listPaymentProviders: 'settings',
  listShippingProviders: 'settings',
  listApiKeys: 'logins of programs',
  listInvitations: 'open links to join',
  listSessions: 'own logins',
  listBackups: 'files already',
  listReports: 'the menu of reports, each of which is a file',
  listJourneyTriggers: 'a choice in a form',
  listProcessing: 'the register of what columns are for, the same for every shop',
  getCopyList: 'a part of the deliveries, which are a file',
  suggestCampaigns: 'suggestions of the moment',
  listOffersBeside: 'suggestions of the moment',
  listOffersToCustomer: 'suggestions of the moment',
  listOverstock: 'suggestions of the moment',
  getDataQuality: 'suggestions of the moment',
  listMergeSuggestions: 'suggestions of the moment',
  listInboundFailures: 'raw messages for whoever mends a channel',
  listWork: 'a part of the orders, which are a file',
  listRefunds: 'a part of all refunds, which are a file',
  listCounterConflicts: 'a part of the stock conflicts, which are a file',
  listShipments: 'parcels of one order, whose numbers are in the file of orders',
  listStockPlaces: 'a part of the listings, which are a file',
  listAdvocates: 'the first few, beside their codes',
  listConsents: 'in the copy of a customer’s data',
  listCustomerTimeline: 'in the copy of a customer’s data',
  getCustomerPoints: 'in the copy of a customer’s data',
  listSegmentsOfCustomer: 'a part of the members of groups, which are a file',
}

const formula = '=1+1'
let laris: Installation
let ids: Ids

beforeAll(async () => {
  laris = await anInstallation()
  ids = await aFullBusiness(laris, laris.owner, laris.businessId, formula)
  await laris.owner.send('POST', `/api/customers/${ids['customerId']}/consents`, { purpose: 'marketing', isGranted: false, note: formula })
  const { body: asked } = await laris.owner.send('POST', `/api/customers/${ids['customerId']}/ratings`, { subjectType: 'order', subjectId: ids['orderId'] })
  expect(asked['address']).toBeTruthy()
  await laris.laris.superQuery('update ratings set score = 2, comment = $2, answered_at = now() where business_id = $1', [laris.businessId, formula])
  await laris.laris.superQuery("update imports set status = 'done' where business_id = $1", [laris.businessId])
}, 120_000)
afterAll(() => laris[Symbol.asyncDispose]())

test('every list has its file, or a reason why not', () => {
  const lists = table.filter(([, route]) => route.kind === 'tenant' && route.method === 'GET' && hasItems(route))
  expect(lists.length).toBeGreaterThan(40)
  expect(lists.filter(([name, route]) => !paths.has(fileOf(route.path)) && !(name in notLists)).map(([name]) => name)).toEqual([])
  expect(Object.keys(notLists).filter((name) => !table.some(([known]) => known === name))).toEqual([])
})

test.each(files.map(([name, route]) => [name, route] as const))('%s: as wide as its headings, without a formula, and the same in both forms', async (name, route) => {
  const { default: excel } = await import('exceljs')
  const address = route.path.replace(/:([A-Za-z]+)/g, (_, id: string) => ids[id] ?? '')
  const [csv, xlsx] = await Promise.all(['csv', 'xlsx'].map((form) => laris.laris.app.server.inject({ method: 'GET', url: `${address}?form=${form}`, headers: { cookie: laris.owner.cookie() } })))
  expect([name, csv?.statusCode, xlsx?.statusCode]).toEqual([name, 200, 200])
  const rows: string[][] = parse(csv?.body ?? '', { bom: true })
  expect(rows.length).toBeGreaterThan(mayBeEmpty.has(name) ? 0 : 1)
  for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=@+]\D/)
  const book = new excel.Workbook()
  await book.xlsx.load(xlsx?.rawPayload as never)
  const sheet = book.worksheets[0]
  expect(sheet?.rowCount).toBe(rows.length)
  expect(sheet?.getRow(1).cellCount).toBe(rows[0]?.length)
  sheet?.eachRow((row) => row.eachCell((cell) => expect(cell.type).not.toBe(excel.ValueType.Formula)))
})

/** Nothing of them is made by the shop of this test. */
const mayBeEmpty = new Set(['exportSegmentMembers', 'exportIngredientNeeds', 'downloadUnreadRows'])

test('a list of many pages comes out whole and once', async () => {
  await laris.laris.superQuery(
    "insert into customers (business_id, id, name, labels, note, is_sample, first_seen_at, last_seen_at, created_at, updated_at) select $1, gen_random_uuid(), 'Banyak ' || n, '{}', '', false, now(), now() - n * interval '1 minute', now(), now() from generate_series(1, 450) n",
    [laris.businessId],
  )
  const { body } = await laris.owner.send('GET', '/api/exports/customers?search=Banyak')
  const rows: string[][] = parse(String(body['text']), { bom: true, from: 2 })
  expect(new Set(rows.map(([name]) => name)).size).toBe(450)
  expect(rows).toHaveLength(450)
})

test('a file asks for the rights of its list, and the whole of the orders for the figures', async () => {
  for (const [name, route] of files) {
    const list = table.find(([, one]) => fileOf(one.path) === route.path)?.[1]
    if (!list || list.kind !== 'tenant') continue
    const asked = route.kind === 'raw' && 'permission' in route.access ? route.access.permission : undefined
    expect([name, asked]).toEqual([name, name === 'exportOrders' ? 'figures.read' : list.permission])
  }
  const cashier = await laris.join(laris.owner, 'cashier', 'Kasir')
  for (const path of ['orders', 'ledgers/payments', 'ledgers/refunds', 'ledgers/returns', 'audit', 'members']) expect([path, (await cashier.send('GET', `/api/exports/${path}`)).status]).toEqual([path, 403])
})

test('a file of what is not there is told as not there', async () => {
  const answer = await laris.owner.send('GET', `/api/exports/segments/${crypto.randomUUID()}/members`)
  expect(answer.status).toBe(404)
})

/** What a figure counted is a view of orders and conversations, which are files. */
function hasItems(route: AnyRoute): boolean {
  return !route.path.startsWith('/api/figures/') && route.kind !== 'raw' && route.answer instanceof z.ZodObject && 'items' in route.answer.shape
}

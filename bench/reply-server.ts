/**
 * A whole Laris in a process of its own with a large catalogue: `node bench/reply-server.ts <config>`. Says where it
 * listens in one JSON line and runs until it is killed.
 */
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createApp } from '../server/src/app.ts'
import type { ConnectionTarget } from '../server/src/platform/database/connect.ts'
import { openDatabase } from '../server/src/platform/database/open.ts'
import { createOutboundFetch } from '../server/src/platform/http/outbound-client.ts'
import { silentLogger } from '../server/src/platform/log.ts'
import { createServices } from '../server/src/platform/services.ts'
import { createBusiness, saveShopFacts, shopFactsFromFile } from '../server/src/domains/businesses/index.ts'
import { writeCatalogRows, type CatalogRow } from '../server/src/domains/catalog/index.ts'
import { connectChannel } from '../server/src/domains/conversations/index.ts'

export interface ReplyServerConfig {
  target: ConnectionTarget
  provider: { apiUrls: Record<string, string>; hosts: string[]; settings: Record<string, string> }
  goods: CatalogRow[]
  shopFile: string
}

const { target, provider, goods, shopFile } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as ReplyServerConfig // written by the script that starts this one
const never = (): never => {
  throw new Error('no files here')
}
const secretKey = 'a key for measuring, 32 letters long'
const database = await openDatabase({ config: { appDatabaseUrl: undefined, ownerDatabaseUrl: undefined }, setup: target, secretKey, log: silentLogger })
const services = createServices({ config: { apiUrls: provider.apiUrls }, secretKey, log: silentLogger, fetch: createOutboundFetch({ allowedHosts: provider.hosts }), files: { put: never, open: never, remove: never }, baseUrl: () => 'http://localhost:3000' })
const app = await createApp({ services, db: database.db, connectLive: database.connectLive, role: 'all', isReady: database.isReady })
const businessId = await createBusiness({ ...services, ...app.contexts, db: database.db }, { name: 'Toko Ukur', sector: 'furnitur', city: 'Semarang' }, undefined)
const shop = app.contexts.forBusiness(businessId, { kind: 'system' })
await shop.transaction((tx) => saveShopFacts(tx, shopFactsFromFile(JSON.parse(readFileSync(shopFile, 'utf8')))))
for (let from = 0; from < goods.length; from += 2_000) await shop.transaction((tx) => writeCatalogRows(tx, goods.slice(from, from + 2_000), { reference: `ukur-${from}`, position: from }))
const { channelId } = await connectChannel(shop, { type: 'whatsapp', settings: provider.settings })
await app.server.listen({ port: 0, host: '127.0.0.1' })
app.startWork()
process.stdout.write(`${JSON.stringify({ port: (app.server.server.address() as AddressInfo).port, path: `/hooks/whatsapp/${channelId}` })}\n`)
process.once('SIGTERM', () => process.exit(0))

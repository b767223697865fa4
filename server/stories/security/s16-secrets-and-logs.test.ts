import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LanguageModel } from '#platform/llm/model'
import { createLogger } from '#platform/log'
import { createSecretBox, readSecretKey } from '#platform/secrets'
import { testSecretKey } from '#platform/database/testing'
import { connectChannel } from '#domains/conversations'
import { anInstallation, memberPassword, ownerPassword, type Installation } from './testing.ts'

/** Everything here is planted, and must not be found again at rest or in a log. */
const channelToken = '123456789:AAKENARI-token-telegram-rahasia0000'
const metaToken = 'EAAKENARItokenMeta00000000000'
const appSecret = 'kenarirahasiaaplikasi'
const mailPassword = 'kenari-sandi-surel'
const dkimKey = '-----BEGIN PRIVATE KEY-----\nkenari-kunci-dkim'
const phone = '+6281298765432'
const said = 'pesan-kenari-pelanggan'
const email = 'kenari.pelanggan@contoh.example'
const onlyInPrompts = 'sambal kenari rahasia dapur'

const prompts: string[] = []
const llm: LanguageModel = {
  name: 'uji',
  limits: { perDay: 100, perConversation: 100 },
  complete({ system, prompt }) {
    prompts.push(prompt)
    return Promise.reject(new Error(`${system} ${prompt}`))
  },
}

let laris: Installation
let folder: string
let logged = ''
let secrets: string[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laris-s16-'))
  const destination = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk)
      done()
    },
  })
  laris = await anInstallation({ dataDir: folder, log: createLogger({ level: 'debug', destination }), llm, fetch: async (url) => { throw new Error(`tidak terjangkau: ${new URL(url).host}`) } })
  const ctx = laris.laris.app.contexts.forBusiness(laris.businessId, { kind: 'system' })
  const { body: key } = await laris.owner.send('POST', '/api/api-keys', { name: 'Kasir', scopes: ['catalog.read'], password: ownerPassword }, { 'idempotency-key': 'satu' })
  const { body: invitation } = await laris.owner.send('POST', '/api/members/invitations', { name: 'Tamu', role: 'viewer' }, { 'idempotency-key': 'dua' })
  const { body: twoFactor } = await laris.owner.send('POST', '/api/account/two-factor', { password: ownerPassword })
  // None can be reached: their secrets are stored all the same, and tried.
  const accounts = { telegram: { botToken: channelToken }, instagram: { accessToken: metaToken, appSecret }, messenger: { accessToken: metaToken, appSecret }, email: { address: 'cs@toko.example', password: mailPassword, dkimSelector: 's1', dkimPrivateKey: dkimKey } }
  for (const [type, settings] of Object.entries(accounts)) await connectChannel(ctx, { type, settings })
  const web = await connectChannel(ctx, { type: 'webchat', settings: { name: 'Situs' } })
  const visitor = laris.visitor()
  const { visitorToken } = (await visitor.send('POST', `/api/webchat/${String(web.config['widgetKey'])}/visitors`, {})).body
  await visitor.send('POST', `/api/webchat/${String(web.config['widgetKey'])}/messages`, { visitorToken, clientId: 'pesan-0001', text: `${said} ${phone}` })
  // Asked of the model, which fails with the words it was given.
  await laris.owner.send('POST', '/api/products', { name: onlyInPrompts, category: '', description: onlyInPrompts, variants: [{ name: '', price: 18_000, stock: 3 }] })
  await visitor.send('POST', `/api/webchat/${String(web.config['widgetKey'])}/messages`, { visitorToken, clientId: 'pesan-0002', text: `${onlyInPrompts} berapa kak` })
  await laris.laris.settle()
  // A statement that fails with its parameters in the database's own words.
  const [customer] = (await laris.owner.send('GET', '/api/customers')).body['items'] as { customerId: string }[]
  await laris.owner.send('PATCH', `/api/customers/${customer?.customerId}`, { email, name: said })
  await ctx.transaction((tx) => sql`select ${`${email} ${phone}`}::uuid`.execute(tx.db)).catch((error: unknown) => ctx.log.error({ error }, 'request failed'))
  await ctx.transaction((tx) => sql`insert into customers (business_id, id, name) select business_id, id, ${said} from customers`.execute(tx.db)).catch((error: unknown) => ctx.log.error({ error }, 'request failed'))
  // Errors on purpose: they are what logs are full of.
  await laris.owner.send('PATCH', '/api/business', { name: 5, phone })
  await laris.owner.send('GET', `/api/products?search=${encodeURIComponent(`${said}'"\\`)}`)
  await laris.visitor().send('POST', '/api/session', { username: phone, password: memberPassword })
  await laris.visitor({ authorization: `Bearer ${String(key['key'])}x` }).send('GET', '/api/products')
  secrets = [ownerPassword, String(key['key']), String(invitation['token']), String(twoFactor['secret']), ...(twoFactor['backupCodes'] as string[]), channelToken, metaToken, appSecret, mailPassword, 'kenari-kunci-dkim', testSecretKey, String(visitorToken)]
}, 60_000)
afterAll(async () => {
  await laris[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

describe('S16: secrets at rest', () => {
  test('no row of any table holds one in the clear', async () => {
    const tables = await laris.laris.superQuery(`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`)
    const found: string[] = []
    let rowCount = 0
    for (const { name } of tables) {
      for (const { row } of await laris.laris.superQuery(`select t::text as row from ${String(name)} t`)) {
        rowCount++
        found.push(...secrets.filter((secret) => String(row).includes(secret)).map((secret) => `${String(name)}: ${secret.slice(0, 8)}…`))
      }
    }
    expect(rowCount).toBeGreaterThan(20)
    expect(found).toEqual([])
  })

  test('a backup without a passphrase holds none, nor any session', async () => {
    const started = await laris.owner.send('POST', '/api/backups')
    expect(started.status).toBe(202)
    await expect.poll(async () => (await laris.owner.send('GET', '/api/backups')).body['items'].length, { timeout: 20_000 }).toBe(1)
    const [name = ''] = await readdir(join(folder, 'backups'))
    const content = await readFile(join(folder, 'backups', name), 'latin1')
    expect(content).toContain(said)
    expect(secrets.filter((secret) => content.includes(secret))).toEqual([])
    const session = laris.owner.cookie().match(/laris_session=([^;.%]+)/)?.[1] ?? ''
    expect(session.length).toBeGreaterThan(10)
    expect(content).not.toContain(session)
    expect((await stat(join(folder, 'backups', name))).mode & 0o077).toBe(0)
    const download = await laris.owner.send('GET', `/api/backups/${name}`)
    expect([download.status, download.headers['content-type']]).toEqual([200, 'application/x-tar'])
    expect((await laris.owner.send('GET', '/api/backups/..%2f..%2fkeys%2fsecret-key')).status).toBe(404)
  })

  test('the installation’s key is made once, readable by its account alone', async () => {
    const key = await readSecretKey(folder, undefined)
    expect(await readSecretKey(folder, undefined)).toBe(key)
    expect(Buffer.from(key, 'base64url')).toHaveLength(32)
    expect((await stat(join(folder, 'keys/secret-key'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(folder, 'keys'))).mode & 0o077).toBe(0)
  })

  test('sealed twice looks different each time; altered or under another key it does not open', () => {
    const box = createSecretBox(testSecretKey)
    const [one, two] = [box.seal(channelToken), box.seal(channelToken)]
    expect(one).not.toBe(two)
    expect(box.open(one)).toBe(channelToken)
    const parts = one.split('.')
    for (let i = 1; i < 4; i++) {
      const altered = [...parts]
      altered[i] = Buffer.from(Buffer.from(parts[i] ?? '', 'base64url').map((byte, index) => (index === 0 ? byte ^ 1 : byte))).toString('base64url')
      expect(() => box.open(altered.join('.'))).toThrow(/Kunci Laris/)
    }
    expect(() => createSecretBox(`${testSecretKey}x`).open(one)).toThrow(/Kunci Laris/)
  })
})

test('S25: the log, at its chattiest, holds no secret, phone number, or word of a customer', () => {
  expect(prompts.some((prompt) => prompt.includes(onlyInPrompts))).toBe(true)
  expect(logged).toMatch(/request failed/)
  expect([...secrets, phone, phone.slice(1), said, memberPassword, email, onlyInPrompts].filter((canary) => logged.includes(canary))).toEqual([])
})

import { access, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { symmetricDecrypt } from 'better-auth/crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { connectChannel } from '#domains/conversations'
import { testSecretKey } from '#platform/database/testing'
import { keyFiles, readKeptKeys, readKeyFile, writeNextKey } from '#platform/key-files'
import { createSecretBox, sealedText } from '#platform/secrets'
import { finishRotation, refuseWhileServing, type RotationStep } from '../../src/key-rotation.ts'
import { anInstallation, ownerPassword, type Installation } from './testing.ts'

const exists = (path: string) => access(path).then(() => true, () => false)

/** A new one needs a case here: sealed texts are planted above, and what a signature's end means stands in SECURITY.md. */
const knownUses = [
  'key platform/database/backup/manifest.ts',
  'key platform/database/backup/write.ts',
  'key platform/database/roles.ts',
  'key platform/secrets.ts',
  'seal domains/conversations/connecting.ts',
  'seal domains/conversations/secret-renewal.ts',
  'seal domains/customers/public-links.ts',
  'seal domains/orders/marketplaces/connecting.ts',
  'seal domains/orders/marketplaces/tokens.ts',
  'seal domains/orders/provider-settings.ts',
  'sign domains/businesses/businesses.ts',
  'sign domains/businesses/sign-in-secret.ts',
  'sign domains/campaigns/social/publication-photo.ts',
  'sign domains/conversations/visitors.ts',
  'sign domains/customers/unsubscribing.ts',
  'sign domains/orders/callback-key.ts',
  'sign domains/orders/marketplaces/connecting.ts',
]

describe('S16: the key is changed', () => {
  let laris: Installation
  let folder: string
  let factor: { secret: string; backupCodes: string[] }
  const planted = ['123456789:AAKENARI-token-telegram-rahasia0000', 'kenari-server-midtrans', 'kenari-kunci-biteship', 'kenari-partner-shopee', 'kenari-token-shopee', 'kenari-dalam-pengaturan', 'kenari-dalam-daftar']

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'laris-rotate-'))
    await mkdir(keyFiles(folder).folder)
    await writeFile(keyFiles(folder).current, `${testSecretKey}\n`, { mode: 0o600 })
    laris = await anInstallation({ fetch: async (url) => { throw new Error(`tidak terjangkau: ${new URL(url).host}`) } })
    const { owner } = laris
    const { seal } = laris.laris.services.secrets
    const put = async (method: string, path: string, body: object) => {
      const answer = await owner.send(method, path, body)
      expect([path, answer.status, answer.status < 300 ? '' : answer.body]).toEqual([path, expect.toSatisfy((status) => status < 300), ''])
      return answer.body
    }
    await connectChannel(laris.laris.app.contexts.forBusiness(laris.businessId, { kind: 'system' }), { type: 'telegram', settings: { botToken: planted[0] ?? '' } })
    await put('PUT', '/api/payment-providers/midtrans', { isOn: true, config: { isProduction: false }, secrets: { serverKey: planted[1] }, password: ownerPassword })
    await put('PUT', '/api/shipping-providers/biteship', { isOn: false, config: {}, secrets: { apiKey: planted[2] } })
    const { accountId } = await put('POST', '/api/marketplaces', { type: 'shopee', settings: { partnerId: '1000001', partnerKey: planted[3] } })
    await laris.laris.superQuery('update marketplace_accounts set sealed_tokens = $2 where id = $1', [accountId, seal(planted[4] ?? '')])
    const { productId } = await put('POST', '/api/products', { name: 'Sambal', category: '', description: '', variants: [{ name: '', price: 18_000, stock: 3 }] })
    const variantId = ((await owner.send('GET', `/api/products/${String(productId)}`)).body['variants'] as { variantId: string }[])[0]?.variantId
    const { orderId } = await put('POST', '/api/orders', { customerName: 'Bu Ani', delivery: 'pickup', lines: [{ variantId, quantity: 1 }] })
    await put('POST', '/api/orders/parcel-cards', { orderIds: [orderId] })
    // Sealed where no code of today seals: inside settings, and in a list.
    await laris.laris.superQuery(`create table later_features (business_id uuid, id uuid, settings jsonb, kept text[], primary key (business_id, id))`)
    await laris.laris.superQuery('insert into later_features values ($1, $1, $2, $3)', [laris.businessId, JSON.stringify({ nested: [{ token: seal('kenari-dalam-pengaturan') }] }), [seal('kenari-dalam-daftar'), 'bukan rahasia']])
    factor = (await put('POST', '/api/account/two-factor', { password: ownerPassword })) as typeof factor
  }, 60_000)
  afterAll(async () => {
    await laris[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })

  const logins = () => laris.laris.database.logins
  const files = () => keyFiles(folder)

  /** Every sealed text, in whatever column of whatever table. */
  async function sealedTexts(): Promise<string[]> {
    const found: string[] = []
    for (const { name } of await laris.laris.superQuery(`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`)) {
      for (const { row } of await laris.laris.superQuery(`select t::text as row from ${String(name)} t order by 1`)) found.push(...(String(row).match(sealedText) ?? []))
    }
    return found
  }

  /** What is readable with one key. */
  async function readWith(key: string): Promise<string[]> {
    const box = createSecretBox(key)
    const texts = (await sealedTexts()).map((sealed) => box.open(sealed))
    for (const row of await laris.laris.superQuery('select secret, backup_codes as codes from account_two_factors')) {
      for (const data of [row['secret'], row['codes']]) texts.push(await symmetricDecrypt({ key: box.sign('sign-in', 'secret'), data: String(data) }))
    }
    return texts.toSorted()
  }

  test.each<[RotationStep]>([['resealed'], ['committed'], ['kept']])('ended after "%s", all is readable with one of two keys, and the next start finishes it', async (step) => {
    const [before, sealedBefore] = [await readKeyFile(files().current), await sealedTexts()]
    const plain = await readWith(before ?? '')
    for (const secret of [...planted, ...factor.backupCodes]) expect(plain.join('\n')).toContain(secret)
    await writeNextKey(folder)
    const next = await readKeyFile(files().next)
    const killed = finishRotation({ dataDir: folder, owner: logins().owner, after: (now) => { if (now === step) throw new Error('killed') } })
    await expect(killed).rejects.toThrow('killed')
    expect([await readKeyFile(files().current), await readKeyFile(files().next)]).toEqual([before, next])
    expect(await readWith((step === 'resealed' ? before : next) ?? '')).toEqual(plain)

    const { secretKey, unreadable } = await finishRotation({ dataDir: folder, owner: logins().owner })
    expect([secretKey, unreadable]).toEqual([next, 0])
    expect([await readKeyFile(files().current), await exists(files().next)]).toEqual([next, false])
    expect(await readKeptKeys(folder)).toContain(before)
    expect(await readWith(secretKey)).toEqual(plain)
    expect((await sealedTexts()).filter((sealed) => sealedBefore.includes(sealed))).toEqual([])
    expect(sealedBefore.length).toBeGreaterThan(8)
    for (const name of await readdir(files().folder)) expect((await stat(join(files().folder, name))).mode & 0o777).toBe(0o600)
  })

  test('more rows than fit in one batch are all sealed again', async () => {
    const key = await readKeyFile(files().current)
    const { seal } = createSecretBox(key ?? '')
    const rows = Array.from({ length: 2_300 }, (_, at) => ({ id: newId(), kept: [seal(`tautan ${at}`)] }))
    await laris.laris.superQuery(`insert into later_features select $1, id, '{}', kept from jsonb_to_recordset($2) as r(id uuid, kept text[])`, [laris.businessId, JSON.stringify(rows)])
    await writeNextKey(folder)
    const { secretKey, resealed } = await finishRotation({ dataDir: folder, owner: logins().owner })
    expect(resealed).toBeGreaterThan(2_300)
    expect((await readWith(secretKey)).filter((plain) => plain.startsWith('tautan '))).toHaveLength(2_300)
  })

  test('every login has ended', async () => {
    expect(await laris.laris.superQuery('select count(*)::int as n from account_sessions')).toEqual([{ n: 0 }])
  })

  test('a text that only looks sealed, or is under a lost key, stays as it is and is counted', async () => {
    const lost = createSecretBox('kunci yang sudah hilang sejak dulu').seal('hilang')
    await laris.laris.superQuery('update marketplace_accounts set sealed_tokens = $1', [lost])
    await writeNextKey(folder)
    expect((await finishRotation({ dataDir: folder, owner: logins().owner })).unreadable).toBe(1)
    expect(await laris.laris.superQuery('select sealed_tokens as text from marketplace_accounts')).toEqual([{ text: lost }])
  })

  test('beside another Laris on the same database it is refused', async () => {
    expect((await laris.visitor().send('GET', '/healthz')).status).toBe(200)
    await expect(refuseWhileServing(logins())).rejects.toThrow('Hentikan semuanya dulu')
  })

  test('nothing is sealed or signed but what the change of the key knows', async () => {
    const source = fileURLToPath(new URL('../../src', import.meta.url))
    const uses = new Set<string>()
    for (const name of await readdir(source, { recursive: true })) {
      if (!name.endsWith('.ts') || /test|suite/.test(name)) continue
      const text = await readFile(join(source, name), 'utf8')
      for (const [, use] of text.matchAll(/\bsecrets\.(seal|sign)\(/g)) uses.add(`${use} ${name}`)
      if (/\bsecretKey\b/.test(text) && /\b(createHmac|createHash|createCipheriv|hkdfSync)\(/.test(text)) uses.add(`key ${name}`)
    }
    expect([...uses].toSorted()).toEqual(knownUses)
  })
})

import { afterEach, beforeEach, expect, test } from 'vitest'
import { recordActivity } from '#domains/activity'
import { addProduct, moveStock, setVariantFigure } from '#domains/catalog'
import { editPost, movePost, prepareWeek } from '../src/domains/campaigns/social/posts.ts'
import { withLinks } from '../src/domains/campaigns/social/links.ts'
import { findProblems } from '../src/domains/campaigns/social/proposals.ts'
import { readPostResults } from '../src/domains/campaigns/social/results.ts'
import { listPosts } from '../src/domains/campaigns/social/store.ts'
import type { SocialPostRow } from '../src/domains/campaigns/social/tables.ts'
import { openCampaignShop, type CampaignShop } from '../src/domains/campaigns/testing.ts'

let s: CampaignShop
beforeEach(async () => {
  s = await openCampaignShop()
})
afterEach(() => s[Symbol.asyncDispose]())

const day = 86_400_000
const posts = async (): Promise<SocialPostRow[]> => (await s.shop.transaction((tx) => listPosts(tx, { limit: 50 }))).items
const prepare = () => s.shop.transaction(prepareWeek)

async function aGood(name: string, figures: { price?: number | null; cost?: number | null; stock?: number } = {}): Promise<string> {
  const product = await s.shop.transaction((tx) => addProduct(tx, { name, category: '', description: '', variants: [{ name: '', price: 50_000, cost: 30_000, stock: 5, ...figures }] }))
  return product.variants[0].variantId
}

async function sell(variantId: string, daysAgo: number): Promise<void> {
  const at = new Date(s.laris.clock.now().getTime() - daysAgo * day)
  const fact = { type: 'order' as const, customerId: null, at, channel: 'kasir', place: '', amount: 50_000, quantity: 1, goods: [{ amount: 50_000, quantity: 1, variantId }] }
  await s.shop.transaction((tx) => recordActivity(tx, [{ key: crypto.randomUUID(), fact }]))
}

test('only goods that rest, are there, and earn more than the floor become drafts, the most money at rest first', async () => {
  await aGood('Batik Lasem', { stock: 20 })
  const old = await aGood('Batik Kawung')
  const fresh = await aGood('Batik Parang')
  await aGood('Tanpa Stok', { stock: 0 })
  await aGood('Tanpa Harga', { price: null })
  await aGood('Tanpa Modal', { cost: null })
  await aGood('Untung Tipis', { price: 32_000 })
  s.laris.clock.advance(30 * day)
  await aGood('Baru Datang')
  await sell(old, 20)
  await sell(fresh, 3)
  expect(await prepare()).toEqual({ added: 2 })
  const made = await posts()
  expect(made.map(({ name, idleDays, price, available }) => ({ name, idleDays, price, available })).sort((a, b) => a.name.localeCompare(b.name))).toEqual([
    { name: 'Batik Kawung', idleDays: 20, price: 50_000, available: 5 },
    { name: 'Batik Lasem', idleDays: null, price: 50_000, available: 20 },
  ])
  for (const post of made) {
    for (const text of [post.softCaption, post.casualCaption]) {
      expect(text).toContain(post.name)
      expect(text).toContain(post.code)
      expect(text.match(/Rp\s?[\d.]+/g)).toEqual([expect.stringContaining('50.000')])
    }
    expect(post.softCaption).not.toBe(post.casualCaption)
  }
  expect(new Set(made.map((post) => post.code)).size).toBe(2)
})

test('a week is five posts; more asking adds nothing, skipping makes room for another product', async () => {
  for (let i = 0; i < 7; i++) await aGood(`Kain ${i}`)
  s.laris.clock.advance(15 * day)
  expect((await Promise.all([prepare(), prepare()])).map(({ added }) => added).sort()).toEqual([0, 5])
  const [first] = await posts()
  await s.shop.transaction((tx) => movePost(tx, first.id, 'skipped'))
  expect(await prepare()).toEqual({ added: 1 })
  expect(new Set((await posts()).map((post) => post.productId)).size).toBe(6)
  const back = await s.shop.transaction((tx) => movePost(tx, first.id, 'draft'))
  expect(back).toMatchObject({ status: 'draft', postedAt: null })
})

test('a draft that is not true any more says why, and is made anew unless somebody wrote in it', async () => {
  const [sold, dearer] = [await aGood('Kain Jumputan'), await aGood('Kain Tenun')]
  s.laris.clock.advance(15 * day)
  await prepare()
  await s.shop.transaction((tx) => moveStock(tx, [{ variantId: sold, quantity: -5, reason: 'correction' }]))
  await s.shop.transaction((tx) => setVariantFigure(tx, dearer, 'price', 60_000))
  const drafts = await posts()
  const problems = await s.shop.transaction((tx) => findProblems(tx, drafts))
  expect(Object.fromEntries(drafts.map((post) => [post.name, problems.get(post.id)]))).toEqual({ 'Kain Jumputan': 'out_of_stock', 'Kain Tenun': 'price_changed' })
  const mine = drafts.find((post) => post.variantId === sold)
  await s.shop.transaction((tx) => editPost(tx, mine?.id ?? '', { softCaption: `Segera datang lagi, kode ${mine?.code}`, casualCaption: `Bentar ya ${mine?.code}`, hashtags: '' }))
  await prepare()
  expect((await posts()).map(({ name, price }) => ({ name, price })).sort((a, b) => a.price - b.price)).toEqual([{ name: 'Kain Jumputan', price: 50_000 }, { name: 'Kain Tenun', price: 60_000 }])
})

test('words without the code are refused', async () => {
  await aGood('Kain Lurik')
  s.laris.clock.advance(15 * day)
  await prepare()
  const [post] = await posts()
  await expect(s.shop.transaction((tx) => editPost(tx, post.id, { softCaption: 'Kain lurik', casualCaption: post.casualCaption, hashtags: '' }))).rejects.toMatchObject({ code: 'campaigns.post_code_missing' })
  expect(await posts()).toEqual([post])
})

test('four chats that name the code count for the post, with the orders of these customers in the days after', async () => {
  await aGood('Kain Mega Mendung')
  s.laris.clock.advance(15 * day)
  await prepare()
  const [{ id, code }] = await posts()
  const buyers: string[] = []
  for (const [index, text] of [`Kak, kode ${code}`, `mau dong ${code.toLowerCase()}!`, `(${code})`, `kode:${code}, masih ada?`].entries()) {
    const conversationId = await s.hear(text, { threadId: `6281200000${index}`, customer: { externalId: `6281200000${index}`, name: `Pembeli ${index}` } })
    if (index === 0) await s.hear(`${code} ya kak`, { threadId: '62812000000', customer: { externalId: '62812000000', name: 'Pembeli 0' } })
    buyers.push(String((await s.row('select customer_id from conversations where id = $1', [conversationId]))['customer_id']))
  }
  await s.hear(`x${code}9 atau L5 dan 2XL`)
  await s.laris.settle()
  const results = () => s.shop.transaction(async (tx) => (await readPostResults(tx, [id])).get(id))
  expect(await results()).toEqual({ chats: 4, orders: 0, amount: 0 })
  const now = s.laris.clock.now()
  await s.buy(buyers[0], 50_000, { at: new Date(now.getTime() + day) })
  await s.buy(buyers[1], 70_000, { at: new Date(now.getTime() + 2 * day) })
  await s.buy(buyers[2], 90_000, { at: new Date(now.getTime() - day) })
  await s.buy(buyers[3], 90_000, { at: new Date(now.getTime() + 15 * day) })
  expect(await results()).toEqual({ chats: 4, orders: 2, amount: 120_000 })
})

test('a post has a short link into the chat of the shop, which carries the code and is counted', async () => {
  await aGood('Batik Lasem')
  s.laris.clock.advance(30 * day)
  await prepare()
  const [post] = await posts()
  const links = (made: SocialPostRow[], baseUrl: string) => s.shop.transaction((tx) => withLinks({ ...tx, baseUrl: () => baseUrl }, made))
  expect([...(await links([post], 'https://laris.test'))]).toEqual([])
  await s.laris.superQuery(`update channels set type = 'telegram', config = '{"botUsername":"toko_bot"}'`, [])
  expect([...(await links([post], 'http://localhost:3000'))]).toEqual([])
  const link = (await links([post], 'https://laris.test')).get(post.id) ?? ''
  expect(link).toMatch(/^https:\/\/laris\.test\/t\/[a-z0-9]{8}$/)
  expect((await links(await posts(), 'https://laris.test')).get(post.id)).toBe(link)
  for (const agent of ['Mozilla/5.0 (Linux; Android 14) Chrome/131.0 Mobile', 'facebookexternalhit/1.1']) {
    const answer = await s.laris.app.server.inject({ url: new URL(link).pathname, headers: { 'user-agent': agent } })
    expect([answer.statusCode, answer.headers['location']]).toEqual([302, `https://t.me/toko_bot?start=${post.code}`])
  }
  expect((await posts())[0].clicks).toBe(1)
})

import sharp from 'sharp'
import { afterEach, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { addProduct } from '#domains/catalog'
import { dyingAt } from '../src/domains/conversations/testing.ts'
import { startFakeInstagram } from '../src/domains/conversations/channels/instagram/testing.ts'
import { startFakeMessenger } from '../src/domains/conversations/channels/messenger/testing.ts'
import { graphError, type FakeInbox } from '../src/domains/conversations/channels/meta-testing.ts'
import { openCampaignShop, type CampaignShop } from '../src/domains/campaigns/testing.ts'
import { movePost, prepareWeek } from '../src/domains/campaigns/social/posts.ts'
import { readPublications } from '../src/domains/campaigns/social/publication-store.ts'
import { planPublication, settlePublication, withdrawPublication } from '../src/domains/campaigns/social/publications.ts'
import { publishPost } from '../src/domains/campaigns/social/publishing.ts'
import { listPosts } from '../src/domains/campaigns/social/store.ts'

let s: CampaignShop
let meta: FakeInbox
let postIds: string[]
afterEach(async () => {
  await s?.[Symbol.asyncDispose]()
  await meta?.[Symbol.asyncDispose]()
})

/** A shop with drafts, whose one account is this one. */
async function open(type: 'instagram' | 'messenger', { baseUrl = 'https://laris.test', goods = 1, hasPhoto = true } = {}): Promise<void> {
  meta = await (type === 'instagram' ? startFakeInstagram() : startFakeMessenger())
  s = await openCampaignShop(type, meta, { baseUrl })
  for (let one = 0; one < goods; one++) await s.shop.transaction((tx) => addProduct(tx, { name: `Kain ${one}`, category: '', description: '', variants: [{ name: '', price: 50_000, cost: 30_000, stock: 5 }] }))
  if (hasPhoto) {
    const { key } = await s.shop.files.put(s.shop.businessId, await sharp({ create: { width: 300, height: 900, channels: 3, background: '#804020' } }).jpeg().toBuffer())
    await s.rows('update products set photo_key = $1', [key])
  }
  s.laris.clock.advance(30 * 86_400_000)
  await s.shop.transaction(prepareWeek)
  postIds = (await posts()).map(({ id }) => id)
}

const posts = async () => (await s.shop.transaction((tx) => listPosts(tx, { limit: 50 }))).items
const plan = (postId = postIds[0]) => s.shop.transaction((tx) => planPublication(tx, postId, { channelId: s.channel.channelId, register: 'soft' }))
const rows = async (postId = postIds[0]) => (await s.shop.transaction((tx) => readPublications(tx, [postId]))).get(postId) ?? []
const last = async (postId = postIds[0]) => (await rows(postId)).at(-1)

test('a post leaves for Instagram after ten seconds, with a photo that Instagram can fetch and take, and is marked as posted', async () => {
  await open('instagram')
  const fetched: { status: number; ratio: number }[] = []
  meta.feed.states.push('IN_PROGRESS')
  meta.feed.fetchPhoto = async (address) => {
    const answer = await s.laris.app.server.inject({ url: new URL(address).pathname })
    const { width, height, format } = await sharp(answer.rawPayload).metadata()
    expect(format).toBe('jpeg')
    fetched.push({ status: answer.statusCode, ratio: width / height })
  }
  await plan()
  await s.run(9)
  expect([meta.feed.shown.length, (await last())?.status]).toEqual([0, 'planned'])
  await s.run(10)
  const [post] = await posts()
  expect(meta.feed.shown).toEqual([{ text: `${post.softCaption}\n\n${post.hashtags}`, photo: expect.stringMatching(/^https:\/\/laris\.test\/foto\//) }])
  expect(fetched).toEqual([{ status: 200, ratio: expect.closeTo(0.8, 2) }])
  expect(fetched[0].ratio).toBeGreaterThanOrEqual(0.8)
  expect(await last()).toMatchObject({ status: 'published', outlet: 'Instagram', link: 'https://www.instagram.com/p/179001/', error: null })
  expect(post.status).toBe('posted')
  await expect(plan()).rejects.toMatchObject({ code: 'campaigns.already_published' })

  const { pathname } = new URL(meta.feed.shown[0].photo ?? '')
  expect((await s.laris.app.server.inject({ url: pathname.replace(/.$/, (letter) => (letter === '0' ? '1' : '0')) })).statusCode).toBe(404)
  s.laris.clock.advance(3_600_000)
  expect((await s.laris.app.server.inject({ url: pathname })).statusCode).toBe(404)
})

test('a page takes the photo from us, without a public address; and plain text without a photo', async () => {
  await open('messenger', { baseUrl: 'http://localhost:3000', goods: 2 })
  await plan()
  await s.rows('update products set photo_key = null where id = (select product_id from social_posts where id = $1)', [postIds[1]])
  await plan(postIds[1])
  await s.run(11)
  expect(meta.feed.shown.map(({ photo }) => photo).sort()).toEqual(['foto.jpg', null])
  expect((await last())?.link).toMatch(/^https:\/\/www\.facebook\.com\/100_17900\d$/)
})

test('Instagram needs a photo and a Laris that it can reach: said before anything is planned', async () => {
  await open('instagram', { baseUrl: 'http://localhost:3000' })
  await expect(plan()).rejects.toMatchObject({ code: 'campaigns.public_address_missing' })
  await s.rows('update products set photo_key = null', [])
  await expect(plan()).rejects.toMatchObject({ code: 'campaigns.photo_missing' })
  await s.rows('update products set photo_key = $1', ['x'])
  await s.rows('update variants set price = 60000', [])
  await expect(plan()).rejects.toMatchObject({ code: 'campaigns.post_not_true' })
  expect(await rows()).toEqual([])
})

test('what is taken back, or skipped, within the ten seconds never leaves', async () => {
  await open('messenger', { goods: 2 })
  await plan()
  await plan(postIds[1])
  await s.shop.transaction(async (tx) => withdrawPublication(tx, (await readPublications(tx, postIds)).get(postIds[0])?.[0].id ?? ''))
  await s.shop.transaction((tx) => movePost(tx, postIds[1], 'skipped'))
  await s.run(12)
  expect([meta.feed.shown, await rows(), await rows(postIds[1])]).toEqual([[], [], []])
  await plan()
  await s.run(12)
  await expect(s.shop.transaction(async (tx) => withdrawPublication(tx, (await readPublications(tx, postIds)).get(postIds[0])?.[0].id ?? ''))).rejects.toMatchObject({ code: 'campaigns.publishing_began' })
})

test('a lost answer is uncertain and never published again by itself; a person settles it', async () => {
  await open('messenger')
  meta.feed.faults.push({ kind: 'accept-then-break' })
  await plan()
  await s.run(120)
  const row = await last()
  expect([meta.feed.shown.length, row?.status, row?.error?.code]).toEqual([1, 'uncertain', 'no_answer'])
  await expect(plan()).rejects.toMatchObject({ code: 'campaigns.already_published' })
  await s.shop.transaction((tx) => settlePublication(tx, row?.id ?? '', false))
  await plan()
  await s.run(12)
  expect((await rows()).map(({ status }) => status)).toEqual(['failed', 'published'])
  await expect(s.shop.transaction((tx) => settlePublication(tx, row?.id ?? '', true))).rejects.toMatchObject({ code: 'campaigns.not_uncertain' })
})

test('a vague error of Meta is uncertain, a refusal fails in Meta’s words, and too many calls wait', async () => {
  await open('messenger', { goods: 3 })
  const refusals = [graphError(1, 'An unknown error occurred'), graphError(200, 'Requires pages_manage_posts'), graphError(4, 'Application request limit reached')]
  for (const [index, json] of refusals.entries()) {
    meta.feed.faults.push({ kind: 'answer', status: index === 0 ? 500 : 400, json })
    await plan(postIds[index])
    await s.run(11)
  }
  expect(await Promise.all(postIds.map(async (id) => [(await last(id))?.status, (await last(id))?.error?.detail]))).toEqual([
    ['uncertain', '1 (#1) An unknown error occurred'],
    ['failed', '200 (#200) Requires pages_manage_posts'],
    ['planned', '4 (#4) Application request limit reached'],
  ])
  await s.run(62)
  expect([meta.feed.shown.length, (await last(postIds[2]))?.status]).toEqual([1, 'published'])
})

test('a photo that Instagram refuses fails; a container whose answer is lost is made anew, as nobody sees it', async () => {
  await open('instagram', { goods: 2 })
  meta.feed.states.push('ERROR')
  await plan()
  await s.run(15)
  expect(await last()).toMatchObject({ status: 'failed', error: { code: 'photo_refused' } })
  meta.feed.containerFaults.push({ kind: 'break' })
  await plan(postIds[1])
  await s.run(80)
  expect([meta.feed.shown.length, (await last(postIds[1]))?.status]).toEqual([1, 'published'])
})

test('killed at any step, a post is shown at most once, and what is unknown is called so', async () => {
  await open('messenger', { goods: 5 })
  const outcomes: string[] = []
  for (let stop = 0; stop <= 8; stop++) {
    const postId = postIds[stop % 5]
    await s.rows('delete from social_publications where post_id = $1', [postId])
    const before = meta.feed.shown.length
    await plan(postId)
    await s.rows("delete from outbox where handler = 'publish-post'", [])
    const payload = { publicationId: (await last(postId))?.id ?? '' }
    const attempt = { workId: newId(), number: 1, isLast: false, signal: new AbortController().signal }
    await publishPost(dyingAt(s.shop, stop), payload, attempt).catch(() => undefined)
    const afterCrash = (await last(postId))?.status
    for (let time = 0; time < 3; time++) await publishPost(s.shop, payload, attempt)
    outcomes.push(`${afterCrash} → ${(await last(postId))?.status}, shown ${meta.feed.shown.length - before}`)
  }
  expect(outcomes).toEqual([
    'planned → published, shown 1',
    'planned → published, shown 1',
    'planned → published, shown 1',
    'sending → uncertain, shown 0',
    'sending → uncertain, shown 0',
    'sending → uncertain, shown 1',
    'sending → uncertain, shown 1',
    'published → published, shown 1',
    'published → published, shown 1',
  ])
})

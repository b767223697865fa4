import type { Context } from '#platform/context'
import { listConflicts, sellAnyway } from '#domains/catalog'
import { resolveCustomers } from '#domains/customers'
import { connectChannel, receiveSample } from '#domains/conversations'
import { ownerPassword, type Installation, type Visitor } from './testing.ts'

/** One id of everything a business has, by the name that routes give it. */
export type Ids = Record<string, string>

/** Planted in every text field of one business; nobody else may ever see it. */
export const canary = 'KENARI7Q'

/** Fills a business over the public API, so that there is something to steal behind every id. */
export async function aFullBusiness({ laris }: Installation, owner: Visitor, businessId: string, mark: string): Promise<Ids> {
  const ctx: Context = laris.app.contexts.forBusiness(businessId, { kind: 'system' })
  const make = async (method: string, path: string, body?: unknown) => {
    const answer = await owner.send(method, path, body)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const product = await make('POST', '/api/products', { name: `Sambal ${mark}`, category: 'Sambal', description: mark, variants: [{ name: '200 g', price: 25_000, stock: 5 }] })
  const channel = await connectChannel(ctx, { type: 'webchat', settings: { name: mark } })
  await receiveSample(ctx, channel.channelId, { name: mark, phone: '081234567890', texts: [`Halo ${mark}`], at: ctx.now() })
  const conversation = (await make('GET', '/api/conversations'))['items'][0] as { conversationId: string }
  const messages = (await make('GET', `/api/conversations/${conversation.conversationId}/messages`))['items'] as { messageId: string }[]
  const customer = (await make('GET', '/api/customers'))['items'][0] as { customerId: string }
  const [twinId, absorbedId] = await ctx.transaction((tx) => resolveCustomers(tx, ['kembar', 'gabung'].map((externalId) => ({ channelType: 'webchat', externalId, name: `${mark} ${externalId}`, seenAt: ctx.now() }))))
  const merge = await make('POST', `/api/customers/${customer.customerId}/merges`, { otherCustomerId: absorbedId, statement: 'Kata pelanggannya sendiri' })
  const dataRequest = await make('POST', `/api/customers/${customer.customerId}/data-requests`, { kind: 'export', source: 'chat', note: mark })
  const label = await make('POST', '/api/labels', { name: mark })
  const cannedReply = await make('POST', '/api/canned-replies', { shortcut: 'sapa', text: mark })
  const lesson = await make('POST', '/api/assistant/lessons', { question: `Apa itu ${mark}?`, answer: mark })
  const imported = await make('POST', '/api/imports/catalog/text', { text: `Kerupuk ${mark} 10.000` })
  const findingId = crypto.randomUUID()
  await laris.superQuery("insert into import_findings (business_id, id, import_id, kind, payload, status, position) values ($1, $2, $3, 'question', $4, 'open', 0)", [
    businessId, findingId, imported['importId'], JSON.stringify({ question: mark, answer: mark, count: 2, examples: [mark] }),
  ])
  const invitation = await make('POST', '/api/members/invitations', { name: mark, role: 'agent' })
  const apiKey = await make('POST', '/api/api-keys', { name: mark, scopes: ['catalog.read'], password: ownerPassword })
  const member = ((await make('GET', '/api/members'))['items'] as { memberId: string }[])[0]
  const session = ((await make('GET', '/api/account/sessions'))['items'] as { sessionId: string }[])[0]
  const variantId = String(product['variants'][0].variantId)
  const placed = await make('POST', '/api/orders', { customerName: mark, delivery: 'pickup', note: mark, lines: [{ variantId, quantity: 1 }] })
  const payment = await make('POST', `/api/orders/${placed['orderId']}/payments`, { provider: 'cash', amount: 10_000 })
  await laris.superQuery('update payments set details = $1 where business_id = $2', [JSON.stringify({ qris: mark }), businessId])
  const stage = await make('POST', `/api/orders/${placed['orderId']}/stages`, { stage: 'Kayu', note: mark })
  const photo = await ctx.files.put(businessId, Buffer.from(mark))
  await laris.superQuery('update products set photo_key = $1 where business_id = $2', [photo.key, businessId])
  await laris.superQuery('update order_stages set photo_key = $1 where business_id = $2', [photo.key, businessId])
  const discountRule = await make('POST', '/api/discount-rules', { name: mark, kind: 'amount', value: 1_000, code: mark })
  const given = await make('POST', `/api/orders/${placed['orderId']}/returns`, { lines: [{ lineId: placed['lines'][0].lineId, quantity: 1 }], refund: 5_000 })
  await ctx.transaction((tx) => sellAnyway(tx, { reference: mark, source: 'kasir', items: [{ variantId, quantity: 6 }] }))
  const [conflict] = await ctx.transaction(listConflicts)
  const parcelCard = (await make('POST', '/api/orders/parcel-cards', { orderIds: [placed['orderId']] }))['items'][0] as { cardId: string }
  const fix = await make('POST', '/api/data-quality/fixes', { kind: 'price', variantId, amount: 26_000 })
  const [shiftId, saleId] = [crypto.randomUUID(), crypto.randomUUID()]
  await make('POST', '/api/counter/sync', {
    deviceId: crypto.randomUUID(),
    entries: [
      { kind: 'shift-open', entryId: shiftId, at: ctx.now().toISOString(), float: 50_000 },
      { kind: 'sale', entryId: saleId, at: ctx.now().toISOString(), shiftId, lines: [{ variantId: null, name: mark, quantity: 1, unitPrice: 5_000 }], payments: [{ provider: 'cash', amount: 5_000 }], note: mark },
    ],
  })
  const wording = { name: mark, channelId: null, variants: [{ name: 'A', text: mark }], holdoutPercent: 0, measureDays: 14 }
  const campaign = await make('POST', '/api/campaigns', wording)
  const deliveryId = crypto.randomUUID()
  await laris.superQuery(
    "insert into campaign_deliveries (business_id, id, campaign_id, customer_id, occasion, arm, status, text, due_at, settled_at) values ($1, $2, $3, $4, '', 'A', 'to_copy', $5, now(), now())",
    [businessId, deliveryId, campaign['campaignId'], customer.customerId, mark],
  )
  const marketplace = await make('POST', '/api/marketplaces', { type: 'shopee', settings: { partnerId: '1000001', partnerKey: mark } })
  const listingId = crypto.randomUUID()
  await laris.superQuery('update marketplace_accounts set name = $1 where business_id = $2', [mark, businessId])
  await laris.superQuery(
    "insert into marketplace_listings (business_id, id, account_id, external_id, item_id, name, sku, variant_id, is_chosen, price_seen, stock_seen, seen_at, push_state) values ($1, $2, $3, '1:0', '1', $4, $4, $5, true, 1000, 1, now(), 'none')",
    [businessId, listingId, marketplace['accountId'], mark, variantId],
  )
  const segment = await make('POST', '/api/segments', { name: mark, rule: { field: 'orders', operator: 'atLeast', value: 1 } })
  const postId = crypto.randomUUID()
  await laris.superQuery(
    "insert into social_posts (business_id, id, variant_id, product_id, code, status, name, price, available, soft_caption, casual_caption, hashtags, is_edited, created_at) values ($1, $2, $3, $4, 'K7M4R', 'draft', $5, 25000, 5, $5, $5, $5, true, now())",
    [businessId, postId, variantId, product['productId'], mark],
  )
  await laris.superQuery('insert into social_post_chats (business_id, id, post_id, conversation_id, customer_id, at) values ($1, gen_random_uuid(), $2, $3, $4, now())', [businessId, postId, conversation.conversationId, customer.customerId])
  const publicationId = crypto.randomUUID()
  await laris.superQuery("insert into social_publications (business_id, id, post_id, channel_id, outlet, text, status, created_at) values ($1, $2, $3, $4, 'Instagram', $5, 'uncertain', now())", [businessId, publicationId, postId, channel.channelId, mark])
  const shipmentId = crypto.randomUUID()
  await laris.superQuery(
    "insert into shipments (business_id, id, order_id, provider, service, status, postal_code, weight_grams, waybill, tracking, booked_at) values ($1, $2, $3, 'biteship', 'jne:reg', 'uncertain', '12440', 500, $4, '', now())",
    [businessId, shipmentId, placed['orderId'], mark],
  )
  const decisionId = crypto.randomUUID()
  await laris.superQuery(`insert into decisions (business_id, id, kind, week, status, facts, subjects, low, high, created_at) values ($1, $2, 'slipping', '2026-11-23', 'open', $3, $4, 1, 2, now())`, [businessId, decisionId, JSON.stringify({ note: mark }), [customer.customerId]])
  const file = await ctx.files.put(businessId, Buffer.from(mark))
  const [attachmentId, deadLetterId] = [crypto.randomUUID(), crypto.randomUUID()]
  const messageId = messages[0]?.messageId ?? ''
  await laris.superQuery(`insert into attachments (business_id, id, message_id, status, name, media_type, file_key, bytes, created_at) values ($1, $2, $3, 'stored', $4, 'text/plain', $5, $6, now())`, [businessId, attachmentId, messageId, mark, file.key, file.bytes])
  await laris.superQuery(
    `insert into outbox (id, business_id, handler, payload, created_at, available_at, attempts, dead_at, last_error) values ($1, $2, 'send-message', '{}', now(), now(), 5, now(), 'Error')`,
    [deadLetterId, businessId],
  )
  return {
    productId: String(product['productId']),
    variantId,
    conflictId: conflict.id,
    paymentId: String(payment['paymentId']),
    refundId: String(given['refunds'][0].refundId),
    stageId: String(stage['stageId']),
    lineId: String(placed['lines'][0].lineId),
    discountRuleId: String(discountRule['discountRuleId']),
    channelId: channel.channelId,
    conversationId: conversation.conversationId,
    messageId,
    seenMessageId: messageId,
    customerId: customer.customerId,
    otherCustomerId: twinId ?? '',
    mergeId: String(merge['mergeId']),
    fixId: String(fix['fixId']),
    variantIds: variantId,
    decisionId,
    segmentId: String(segment['segmentId']),
    shiftId,
    saleId,
    entryId: saleId,
    cardId: parcelCard.cardId,
    cardIds: parcelCard.cardId,
    orderIds: String(placed['orderId']),
    dataRequestId: String(dataRequest['dataRequestId']),
    labelId: String(label['labelId']),
    cannedReplyId: String(cannedReply['cannedReplyId']),
    lessonId: String(lesson['lessonId']),
    importId: String(imported['importId']),
    findingId,
    invitationId: String(invitation['invitationId']),
    apiKeyId: String(apiKey['apiKeyId']),
    memberId: member?.memberId ?? '',
    sessionId: session?.sessionId ?? '',
    orderId: String(placed['orderId']),
    attachmentId,
    deadLetterId,
    accountId: String(marketplace['accountId']),
    listingId,
    shipmentId,
    campaignId: String(campaign['campaignId']),
    deliveryId,
    postId,
    publicationId,
    customerIds: customer.customerId,
  }
}

/** A hash of every row of one business, in every table that has a business. */
export async function fingerprint({ laris }: Installation, businessId: string): Promise<string> {
  const tables = await laris.superQuery(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'business_id' where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`,
  )
  const parts = tables.map(({ name }) => `select '${String(name)}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from ${String(name)} t where business_id = $1`)
  const rows = await laris.superQuery(parts.join(' union all '), [businessId])
  return rows.map((row) => `${String(row['name'])} ${String(row['hash'])}`).sort().join('\n')
}

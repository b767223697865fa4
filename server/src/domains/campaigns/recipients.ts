import type { Transaction } from '#platform/context'
import { compileTemplate } from '#platform/template'
import { segmentMembers } from '#domains/activity'
import { findOwnBusiness } from '#domains/businesses'
import { findOnSale, readAvailable, readGoods, type Good } from '#domains/catalog'
import { findThreads, listTemplates, type Thread } from '#domains/conversations'
import { judgeReach, rootsOf, shortAddress, type ReachablePerson } from '#domains/customers'
import { summarisePurchases, type PurchaseSummary } from '#domains/orders'
import { offerToMany } from '#domains/recommendations'
import { belongs } from './audience.ts'
import { offerProduct } from './offers.ts'
import { linkFor, sampleLink } from './links.ts'
import { getCampaignSettings, type CampaignSettings } from './settings.ts'
import { countSends } from './store.ts'
import type { CampaignRow, LeftOutReason } from './tables.ts'
import { findTrigger } from './types/registry.ts'
import type { Entry } from './types/trigger.ts'
import { todayOf } from './vouchers.ts'
import { compileVariant, fill, isUsable, mentions, sayableName, templateKey, type ApprovedTemplates, type CompiledVariant, type SlotValues } from './wording.ts'

/** What a campaign needs to know of the shop and of many people, read once for a batch. */
export interface Facts {
  campaign: CampaignRow
  settings: CampaignSettings
  variants: CompiledVariant[]
  shopName: string
  now: Date
  /** The shop's day. */
  today: string
  /** Where links begin; `undefined` without one. */
  linkAddress: string | undefined
  textLength: number
  people: Map<string, ReachablePerson>
  threads: Map<string, Thread>
  bought: Map<string, PurchaseSummary>
  /** What the campaign speaks of to each person. */
  productOf: (customerId: string) => string | null
  recent: Map<string, number>
  goods: Map<string, Good>
  available: Map<string, number | null>
  approved: ApprovedTemplates
  /** Who is in the audience's segment; `undefined` when it names none. */
  members: Set<string> | undefined
}

/** Ready to leave, or the reason why not. */
export type Judgement = { reason: LeftOutReason } | Ready
export interface Ready {
  conversationId: string | null
  isOpen: boolean
  values: SlotValues
}

/** `entries`: what a journey writes about, where the customers' own occasions are known. */
export async function readFacts(tx: Transaction, campaign: CampaignRow, textLength: number, customerIds?: string[], entries: Entry[] = []): Promise<Facts> {
  const people = await judgeReach(tx, campaign.channelType, customerIds)
  const asked = customerIds && [...people.values()].flatMap((person) => person.familyIds)
  const threads = campaign.channelId === null ? new Map<string, Thread>() : await byRoot(tx, await findThreads(tx, campaign.channelId, asked))
  const needsPurchases = campaign.productMode === 'usual' || hasPurchaseRule(campaign) || campaign.variants.some((variant) => variant.text.includes('hari'))
  const bought = needsPurchases ? await summarisePurchases(tx, asked) : new Map<string, PurchaseSummary>()
  const usual = await productsOf(tx, campaign, bought, customerIds && [...people.keys()])
  const ofOccasion = await productsOfOccasions(tx, campaign, entries)
  const productOf = (customerId: string) => ofOccasion.get(customerId) ?? usual(customerId)
  const settings = await getCampaignSettings(tx)
  const weekAgo = new Date(tx.now().getTime() - 7 * 86_400_000)
  return {
    campaign, settings, people, threads, bought, textLength,
    variants: campaign.variants.map(compileVariant),
    approved: await readApproved(tx, campaign),
    members: campaign.audience.segmentId === undefined ? undefined : new Set(await segmentMembers(tx, campaign.audience.segmentId)),
    shopName: (await findOwnBusiness(tx))?.name ?? '',
    now: tx.now(),
    today: await todayOf(tx),
    linkAddress: campaign.linkCode === null ? undefined : shortAddress(tx, campaign.linkCode),
    recent: await countSends(tx, weekAgo, asked),
    productOf,
    ...(await readProducts(tx, [...people.keys()].flatMap((id) => productOf(id) ?? []))),
  }
}

async function productsOf(tx: Transaction, campaign: CampaignRow, bought: Map<string, PurchaseSummary>, customerIds: string[] | undefined): Promise<Facts['productOf']> {
  if (campaign.productMode === 'recommended') return offerToMany(tx, customerIds)
  if (campaign.productMode === 'usual') return (customerId) => bought.get(customerId)?.lastVariantId ?? null
  return () => (campaign.productMode === 'fixed' ? campaign.variantId : null)
}

/** An order or cart that is spoken of is about its own goods. */
async function productsOfOccasions(tx: Transaction, { productMode, trigger }: CampaignRow, entries: Entry[]): Promise<Map<string, string>> {
  const products = productMode === 'usual' ? await findTrigger(trigger ?? '')?.findProducts?.(tx, entries.map(({ occasion }) => occasion)) : undefined
  const roots = products ? await rootsOf(tx, entries.map(({ customerId }) => customerId)) : new Map<string, string>()
  return new Map(entries.flatMap(({ customerId, occasion }) => { const variantId = products?.get(occasion); return variantId ? [[roots.get(customerId) ?? customerId, variantId] as const] : [] }))
}

/** The audience: everybody whom the rule names, with what stands against a message to them. */
export function judgeAudience(facts: Facts): { customerId: string; judgement: Judgement }[] {
  const audience = { ...facts.campaign.audience }
  const wanted = audience.customerIds && new Set(audience.customerIds)
  delete audience.customerIds
  return [...facts.people.values()].flatMap((person) => {
    if ((wanted && !wanted.has(person.customerId)) || (facts.members && !facts.members.has(person.customerId)) || !belongs(audience, person, facts.bought.get(person.customerId), facts.now)) return []
    return [{ customerId: person.customerId, judgement: judge(facts, person) }]
  })
}

/** Whether a message may go to this person, as things stand. Every variant must be sayable, so that the draw stays fair. */
export function judge(facts: Facts, person: ReachablePerson): Judgement {
  const { campaign, settings, variants } = facts
  if (person.objection) return { reason: person.objection }
  const thread = facts.threads.get(person.customerId)
  if (campaign.channelId === null && person.phone === null) return { reason: 'no_phone' }
  if (campaign.channelId !== null && !thread) return { reason: 'no_thread' }
  const isOpen = campaign.channelId === null || (thread?.isOpen ?? false)
  if (!isOpen && variants.some((variant) => !variant.template)) return { reason: 'window_closed' }
  if (!isOpen && !variants.every((variant) => isUsable(variant, facts.approved))) return { reason: 'template_unusable' }
  if (person.familyIds.reduce((sum, id) => sum + (facts.recent.get(id) ?? 0), 0) >= settings.perWeek) return { reason: 'too_often' }
  const product = productFor(facts, person)
  if ('reason' in product) return product
  const values = { ...product.values, ...ownValues(facts, person) }
  for (const variant of variants) {
    const wording = fill(variant, values, isOpen, facts.approved)
    if ('missing' in wording) return { reason: wording.missing === 'nama' ? 'no_name' : 'missing_value' }
    if (wording.text.length > facts.textLength) return { reason: 'too_long' }
  }
  return { conversationId: thread?.conversationId ?? null, isOpen, values }
}

function ownValues({ shopName, bought, now, linkAddress }: Facts, person: ReachablePerson): SlotValues {
  const name = sayableName(person.name)
  const last = bought.get(person.customerId)?.lastAt
  return { toko: shopName, sapaan: name ? `Kak ${name}` : 'Kak', ...(name ? { nama: name } : {}), ...(last ? { hari: String(Math.floor((now.getTime() - last.getTime()) / 86_400_000)) } : {}), ...(linkAddress ? { tautan: linkFor(linkAddress, sampleLink) } : {}) }
}

function productFor({ campaign, settings, today, productOf, goods, available }: Facts, person: ReachablePerson): { values: SlotValues } | { reason: LeftOutReason } {
  if (campaign.productMode === 'none') return { values: {} }
  const variantId = productOf(person.customerId)
  if (variantId === null) return { reason: 'no_product' }
  return offerProduct(goods.get(variantId), available.get(variantId), { offer: campaign.offer, floorPercent: settings.floorPercent, today })
}

async function readProducts(tx: Transaction, variantIds: string[]): Promise<Pick<Facts, 'goods' | 'available'>> {
  const wanted = [...new Set(variantIds)]
  if (wanted.length === 0) return { goods: new Map(), available: new Map() }
  const onSale = [...(await findOnSale(tx, wanted))]
  const goods = await readGoods(tx, onSale)
  return { goods: new Map(onSale.flatMap((id) => { const good = goods.get(id); return good ? [[id, good] as const] : [] })), available: await readAvailable(tx, onSale) }
}

async function readApproved(tx: Transaction, { channelId, variants }: CampaignRow): Promise<ApprovedTemplates> {
  if (channelId === null || variants.every((variant) => !variant.template)) return new Map()
  const approved = (await listTemplates(tx, channelId)).filter((row) => row.status === 'APPROVED')
  return new Map(approved.map((row) => [templateKey(row), { body: compileTemplate(row.body), variables: row.variables }]))
}

function hasPurchaseRule({ audience, trigger }: CampaignRow): boolean {
  return trigger !== null || audience.minOrders !== undefined || audience.boughtWithinDays !== undefined || audience.silentDays !== undefined
}

/** Threads stand under the id that the chat was opened with. */
async function byRoot(tx: Transaction, threads: Map<string, Thread>): Promise<Map<string, Thread>> {
  const roots = await rootsOf(tx, [...threads.keys()])
  return new Map([...threads].map(([customerId, thread]) => [roots.get(customerId) ?? customerId, thread]))
}

/** Whether any variant needs a product at all. */
export function needsProduct(variants: CompiledVariant[]): boolean {
  return variants.some((variant) => (['produk', 'harga', 'harga_promo', 'hemat', 'kode', 'jumlah', 'sampai'] as const).some((slot) => mentions(variant, slot)))
}

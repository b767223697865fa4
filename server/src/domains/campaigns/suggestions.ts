import type { Transaction } from '#platform/context'
import { listSendingChannels } from '#domains/conversations'
import { byHand } from '#domains/customers'
import type { CampaignInput } from './campaigns.ts'
import { judgeAudience, readFacts, type Facts } from './recipients.ts'
import type { Audience, CampaignRow } from './tables.ts'

export interface Suggestion {
  recipe: 'silent' | 'loyal' | 'everyone'
  /** Who belongs to it, and who of them can be written to. */
  audience: number
  reachable: number
  /** A campaign ready to be planned as it stands. */
  input: CampaignInput
}

/** Below so many people a second text would say nothing. */
const enoughForTwoTexts = 60

export const silentAudience: Audience = { silentDays: 30 }

const recipes: { recipe: Suggestion['recipe']; name: string; audience: Audience; texts: { name: string; text: string }[] }[] = [
  {
    recipe: 'silent',
    name: 'Ajak yang lama tidak belanja',
    audience: silentAudience,
    texts: [
      { name: 'Halus', text: 'Halo {{sapaan}}, sudah {{hari}} hari kita tidak bertemu. {{toko}} siap membantu bila Kakak butuh sesuatu. Balas STOP bila tidak ingin kabar lagi.' },
      { name: 'Santai', text: 'Hai {{sapaan}}! Lama nggak mampir, {{toko}} kangen. Ada yang bisa kami siapkan hari ini? Balas STOP kalau nggak mau dikabari lagi.' },
    ],
  },
  {
    recipe: 'loyal',
    name: 'Terima kasih untuk langganan',
    audience: { minOrders: 2, boughtWithinDays: 90 },
    texts: [
      { name: 'Halus', text: 'Halo {{sapaan}}, terima kasih sudah setia belanja di {{toko}}. Minggu ini kami siapkan pesanan Kakak lebih dulu, cukup balas pesan ini. Balas STOP bila tidak ingin kabar lagi.' },
      { name: 'Santai', text: 'Hai {{sapaan}}! Makasih ya sudah langganan di {{toko}}. Mau dibuatkan yang biasa minggu ini? Balas STOP kalau nggak mau dikabari lagi.' },
    ],
  },
  {
    recipe: 'everyone',
    name: 'Kabar untuk semua pelanggan',
    audience: {},
    texts: [
      { name: 'Halus', text: 'Halo {{sapaan}}, ada kabar dari {{toko}}. Silakan balas pesan ini bila ingin memesan. Balas STOP bila tidak ingin kabar lagi.' },
      { name: 'Santai', text: 'Hai {{sapaan}}! {{toko}} punya kabar nih. Mau pesan? Balas aja ya. Balas STOP kalau nggak mau dikabari lagi.' },
    ],
  },
]

/** Campaigns that this shop could send today, from the account that reaches most; nobody to write to is no suggestion. */
export async function suggestCampaigns(tx: Transaction): Promise<Suggestion[]> {
  const { channelId, facts } = await bestWay(tx)
  return recipes.flatMap(({ recipe, name, audience, texts }) => {
    const judged = judgeAudience({ ...facts, campaign: { ...facts.campaign, audience } })
    const reachable = judged.filter(({ judgement }) => !('reason' in judgement)).length
    if (reachable === 0) return []
    const variants = reachable >= enoughForTwoTexts ? texts : texts.slice(0, 1)
    return [{ recipe, audience: judged.length, reachable, input: { name, channelId, audience, variants, productMode: 'none', variantId: null, offer: { kind: 'none', value: 0 }, holdoutPercent: 25, measureDays: 14 } }]
  })
}

async function bestWay(tx: Transaction): Promise<{ channelId: string | null; facts: Facts }> {
  const ways = [null, ...(await listSendingChannels(tx)).filter((channel) => channel.isActive).map((channel) => channel.channelId)]
  const read = []
  for (const channelId of ways) {
    const facts = await readFacts(tx, await blank(tx, channelId), 4_000)
    read.push({ channelId, facts, reachable: judgeAudience(facts).filter(({ judgement }) => !('reason' in judgement)).length })
  }
  // By hand only when no account reaches anybody: it costs a person's time.
  return read.toSorted((a, b) => b.reachable - a.reachable || (a.channelId === null ? 1 : -1)).find((way) => way.channelId !== null && way.reachable > 0) ?? read[0]
}

/** What a suggestion is judged with: any text of ours, to everybody. */
async function blank(tx: Transaction, channelId: string | null): Promise<CampaignRow> {
  const channel = (await listSendingChannels(tx)).find((one) => one.channelId === channelId)
  const [{ texts }] = recipes
  return {
    businessId: tx.businessId, id: '', kind: 'broadcast', name: '', status: 'draft', channelId, channelType: channel?.type ?? byHand, audience: {}, variants: texts.slice(0, 1).map((one) => ({ ...one, text: '{{toko}}' })), productMode: 'none', variantId: null,
    offer: { kind: 'none', value: 0 }, linkUrl: null, linkCode: null, holdoutPercent: 0, measureDays: 14, trigger: 'none', triggerDays: null, seriesId: '', startsAt: null, launchedAt: null, finishedAt: null, holdReason: null, preview: null, createdBy: null, createdAt: tx.now(), updatedAt: tx.now(),
  }
}

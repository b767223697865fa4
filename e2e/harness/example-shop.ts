import type { BrowserContext } from 'playwright-core'
import type { RunningLaris } from './laris.ts'
import { get, post, signUp, workIn } from './owner.ts'

export interface ExampleShop {
  businessId: string
  /** The owner's own, new business. */
  ownBusinessId: string
}

/** An owner with the example shops, at work in the one for food, with something on every screen. */
export async function openExampleShop(context: BrowserContext, laris: RunningLaris): Promise<ExampleShop> {
  const { request } = context
  const ownBusinessId = await signUp(context, laris)
  await post(request, '/api/demo', {})
  const me = await get<{ businesses: { businessId: string; sector?: string; name: string; isDemo: boolean }[] }>(request, '/api/me', ownBusinessId)
  const demo = me.businesses.find((one) => one.isDemo)
  if (!demo) throw new Error('The example shops are missing')
  const { businessId } = demo
  await workIn(context, businessId)
  await post(request, '/api/canned-replies', { shortcut: 'ongkir', text: 'Ongkir mengikuti aplikasi kurir ya, {{nama}}.' }, businessId)
  await post(request, '/api/labels', { name: 'Pelanggan lama' }, businessId)
  await post(request, '/api/assistant/lessons', { question: 'Bisa kirim ke Bali?', answer: 'Bisa, Kak. Untuk Bali kami kirim lewat kargo.' }, businessId)
  const preview = await post<{ importId: string }>(request, '/api/imports/catalog/text', { text: 'MINUMAN\nEs teh 5rb\nKopi susu 15.000' }, businessId)
  await post(request, `/api/imports/${preview.importId}/apply`, { corrections: [] }, businessId)
  // The example chats arrive through the queue; the walk looks when they are there.
  await until(async () => (await get<{ items: unknown[] }>(request, '/api/conversations', businessId)).items.length >= 12)
  // So does the year before: its decisions are the last that is worked out.
  await until(async () => (await get<{ decisions: unknown[] }>(request, '/api/home', businessId)).decisions.length > 0, 90_000)
  return { businessId, ownBusinessId }
}

export async function until(isTrue: () => Promise<boolean>, ms = 15_000): Promise<void> {
  const end = Date.now() + ms
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`Did not become true within ${ms} ms: ${isTrue.toString().slice(0, 200)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

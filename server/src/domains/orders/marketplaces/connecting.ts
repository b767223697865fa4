import { z } from 'zod'
import type { Context, Transaction } from '#platform/context'
import { invalidInput } from '#platform/errors'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { isSameText } from '../payments/callback-checks.ts'
import { summariseAccount, type AccountSummary } from './accounts.ts'
import { consentForeign, MarketplaceFailure, marketplaceSaid, shopTaken } from './failures.ts'
import type { MarketplaceSettings, MarketplaceType } from './marketplace.ts'
import { planPush, planRun } from './runs.ts'
import { getMarketplaceType } from './registry.ts'
import { changeAccount, getAccountRow, rows } from './store.ts'
import { sealPair, settingsOf } from './tokens.ts'

const firstSpanMs = 14 * 86_400_000

/** Stores what the owner typed, and says where consent is given. An account that exists keeps what was left empty. */
export async function beginConnection(tx: Transaction, input: { type: string; settings: Record<string, string>; accountId?: string | undefined }): Promise<{ accountId: string; consentUrl: string; returnUrl: string }> {
  const type = getMarketplaceType(input.type)
  const before = input.accountId ? await getAccountRow(tx, input.accountId) : undefined
  if (before && before.type !== type.type) throw consentForeign()
  const settings = readSettings(type, input.settings, before && settingsOf(tx, before))
  const accountId = before?.id ?? newId()
  const sealedSecrets = tx.secrets.seal(JSON.stringify(settings.secrets))
  const now = tx.now()
  if (before) await changeAccount(tx, accountId, { config: JSON.stringify({ ...before.config, ...settings.config }), sealedSecrets })
  else {
    await rows(tx).insert('marketplaceAccounts').values({
      businessId: tx.businessId, id: accountId, type: type.type, name: type.label, config: JSON.stringify(settings.config), sealedSecrets, sealedTokens: null, shopId: null, status: 'waiting', pushesStock: false,
      tokenExpiresAt: null, refreshingBy: null, refreshingUntil: null, connectedAt: null, syncedUntil: null, lastOrderAt: null, lastError: null, lastErrorAt: null, checkedAt: null, createdAt: now, updatedAt: now, deletedAt: null,
    }).execute()
  }
  await recordAudit(tx, { action: 'marketplace.connect', subjectType: 'marketplace', subjectId: accountId, after: { type: type.type, config: settings.config } })
  const returnUrl = `${tx.baseUrl()}/pengaturan/toko-online/izin/${accountId}/${stateOf(tx, accountId)}`
  return { accountId, returnUrl, consentUrl: type.consentUrl(tx, settings, returnUrl) }
}

/** What the marketplace sent back with the owner becomes a pair of tokens; the account counts only after a round trip. */
export async function finishConnection(ctx: Context, accountId: string, input: { state: string; answer: Record<string, string> }): Promise<AccountSummary> {
  const { row, settings } = await ctx.transaction(async (tx) => {
    const row = await getAccountRow(tx, accountId)
    return { row, settings: settingsOf(tx, row) }
  })
  if (!isSameText(input.state, stateOf(ctx, accountId))) throw consentForeign()
  const type = getMarketplaceType(row.type)
  try {
    const consent = await type.exchange(ctx, settings, input.answer)
    const shop = await type.readShop(ctx, { accountId, ...settings, shopId: consent.shopId ?? row.shopId ?? '', accessToken: consent.tokens.accessToken })
    return await ctx.transaction(async (tx) => {
      if (row.shopId && row.shopId !== shop.shopId) throw consentForeign()
      const other = await rows(tx).select('marketplaceAccounts').select('id').where('type', '=', row.type).where('shopId', '=', shop.shopId).where('id', '!=', accountId).where('deletedAt', 'is', null).executeTakeFirst()
      if (other) throw shopTaken(type.label)
      const now = tx.now()
      await changeAccount(tx, accountId, {
        ...sealPair(tx, consent.tokens), shopId: shop.shopId, name: shop.name.slice(0, 200), config: JSON.stringify({ ...row.config, ...shop.config }), status: 'active',
        connectedAt: row.connectedAt ?? now, syncedUntil: row.syncedUntil ?? new Date(now.getTime() - firstSpanMs), lastError: null, lastErrorAt: null, checkedAt: now,
      })
      await tx.emit({ type: 'marketplace.connected', key: accountId, payload: { accountId } })
      for (const run of ['sync-marketplace-orders', 'read-marketplace-listings', 'push-marketplace-stock'] as const) await planRun(tx, run, accountId)
      return summariseAccount(tx, await getAccountRow(tx, accountId))
    })
  } catch (error) {
    if (!(error instanceof MarketplaceFailure)) throw error
    await ctx.transaction((tx) => changeAccount(tx, accountId, { lastError: JSON.stringify(error.problem), lastErrorAt: tx.now() }))
    throw marketplaceSaid(error.problem)
  }
}

/** Orders stay; secrets, tokens and listings go. */
export async function removeAccount(tx: Transaction, accountId: string): Promise<void> {
  const row = await getAccountRow(tx, accountId)
  await changeAccount(tx, accountId, { deletedAt: tx.now(), status: 'disconnected', sealedSecrets: null, sealedTokens: null })
  await rows(tx).delete('marketplaceListings').where('accountId', '=', accountId).execute()
  await recordAudit(tx, { action: 'marketplace.remove', subjectType: 'marketplace', subjectId: accountId, before: { type: row.type, name: row.name } })
}

/** Whether this shop's stock is told to the marketplace. */
export async function setPushesStock(tx: Transaction, accountId: string, pushesStock: boolean): Promise<AccountSummary> {
  const before = await getAccountRow(tx, accountId)
  await changeAccount(tx, accountId, { pushesStock })
  await recordAudit(tx, { action: 'marketplace.push-stock', subjectType: 'marketplace', subjectId: accountId, before: { pushesStock: before.pushesStock }, after: { pushesStock } })
  await rows(tx).update('marketplaceListings').set({ pushState: 'none', pushError: null }).where('accountId', '=', accountId).execute()
  await planPush(tx, accountId)
  return summariseAccount(tx, await getAccountRow(tx, accountId))
}

/** Ties an answer of the marketplace to this account of this business: nobody connects a foreign shop by a link. */
function stateOf(tx: Pick<Transaction, 'secrets' | 'businessId'>, accountId: string): string {
  return tx.secrets.sign('marketplace-consent', `${tx.businessId} ${accountId}`).slice(0, 40)
}

function readSettings(type: MarketplaceType, given: Record<string, string>, before: MarketplaceSettings | undefined): MarketplaceSettings {
  const known = new Set(type.fields.map((field) => field.name))
  const foreign = Object.keys(given).find((name) => !known.has(name))
  if (foreign) throw invalidInput(`Isian ${foreign.slice(0, 40)} tidak dikenal.`)
  const settings: MarketplaceSettings = { config: {}, secrets: {} }
  for (const { name, isSecret, isRequired } of type.fields) {
    const group = isSecret ? 'secrets' : 'config'
    const value = z.string().max(500).parse(given[name] ?? '').trim() || (before?.[group][name] ?? '')
    if (isRequired && value === '') throw invalidInput('Lengkapi dulu isiannya.', [{ pointer: `/settings/${name}`, message: 'Wajib diisi' }])
    settings[group][name] = value
  }
  return settings
}

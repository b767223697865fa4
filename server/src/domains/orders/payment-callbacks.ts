import { isId } from '#platform/ids'
import type { OpenContext } from '#platform/http/route'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import { openCallback, rawRequest } from './callback-key.ts'
import { checkPayment } from './payment-requests.ts'
import { getProviderSettings } from './payment-settings.ts'
import { forgedCallback } from './payments/callback-checks.ts'
import { getPaymentProvider } from './payments/registry.ts'
import type { Tables } from './tables.ts'

/**
 * News of a provider: proved on its raw bytes, and then only a reason to ask the provider itself. Repeats and disorder
 * change nothing, because a payment counts once; when the provider cannot be asked, it is told to come again.
 */
export async function receivePaymentCallback(ctx: OpenContext, type: string, key: string): Promise<void> {
  const provider = getPaymentProvider(type)
  if (!provider.readCallback) throw notFound('Alamat')
  const business = openCallback(ctx, 'payment-callback', key)
  const settings = await business.transaction((tx) => getProviderSettings(tx, provider))
  const { headers, body } = rawRequest(ctx)
  if (!body) throw forgedCallback()
  const news = provider.readCallback(settings, { headers, body })
  if (!news || !isId(news.paymentId)) return
  // A dashboard's test news, or a payment of another program on the same account.
  const isOurs = await business.transaction((tx) => tenant<Tables>(tx).select('payments').select('id').where('id', '=', news.paymentId).where('provider', '=', provider.type).executeTakeFirst())
  if (isOurs) await checkPayment(business, news.paymentId)
}

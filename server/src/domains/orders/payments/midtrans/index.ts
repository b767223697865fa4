import { createHash } from 'node:crypto'
import { z } from 'zod'
import { providerFailed } from '../../errors.ts'
import type { ProviderSettings } from '../../provider-settings.ts'
import type { PaymentProvider, ProviderStatus } from '../provider.ts'
import { forgedCallback, isSameText, parseJson } from '../callback-checks.ts'

const name = 'Midtrans'
const config = z.strictObject({ isProduction: z.boolean().default(false) })
const secrets = z.strictObject({ serverKey: z.string().trim().min(8).max(200) })

const notification = z.object({ order_id: z.string(), status_code: z.string(), gross_amount: z.string(), signature_key: z.string() })
const created = z.object({ redirect_url: z.url({ protocol: /^https$/ }) })
const unknownPayment = z.object({ status_code: z.literal('404') })
const status = z.object({ transaction_status: z.string(), fraud_status: z.string().optional(), gross_amount: z.string(), status_code: z.string() })

/** A payment page of Midtrans: QRIS, virtual accounts, e-wallets, cards. */
export const midtrans: PaymentProvider = {
  type: 'midtrans',
  name,
  config,
  secrets,
  async prepare(services, settings, bill) {
    const response = await services.fetch(`${addressOf(services.apiUrls, settings, 'app')}/snap/v1/transactions`, {
      method: 'POST',
      headers: headersOf(settings),
      body: JSON.stringify({
        transaction_details: { order_id: bill.paymentId, gross_amount: bill.amount },
        item_details: [{ id: bill.orderNumber, name: `Pesanan ${bill.orderNumber}`.slice(0, 50), price: bill.amount, quantity: 1 }],
        customer_details: { first_name: bill.customerName.slice(0, 100), ...(bill.phone ? { phone: bill.phone } : {}) },
        ...(bill.expiresAt ? { expiry: { unit: 'minute', duration: Math.max(1, Math.ceil((bill.expiresAt.getTime() - bill.now.getTime()) / 60_000)) } } : {}),
      }),
    })
    const answer = created.safeParse(await response.json().catch(() => undefined))
    if (response.status >= 300 || !answer.success) throw providerFailed(name)
    return { externalId: bill.paymentId, details: { url: answer.data.redirect_url } }
  },
  readCallback(settings, request) {
    const said = notification.safeParse(parseJson(request.body))
    if (!said.success) throw forgedCallback()
    const { order_id: paymentId, status_code: code, gross_amount: amount, signature_key: signature } = said.data
    // The amount exactly as it was sent: `182000.00`.
    const expected = createHash('sha512').update(`${paymentId}${code}${amount}${secrets.parse(settings.secrets).serverKey}`).digest('hex')
    if (!isSameText(signature, expected)) throw forgedCallback()
    return { paymentId }
  },
  async askStatus(services, settings, paymentId) {
    const response = await services.fetch(`${addressOf(services.apiUrls, settings, 'api')}/v2/${encodeURIComponent(paymentId)}/status`, { headers: headersOf(settings) })
    const said: unknown = await response.json().catch(() => undefined)
    // The page was made and nobody has chosen a means yet: told as HTTP 404 or inside an HTTP 200.
    if (response.status === 404 || unknownPayment.safeParse(said).success) return { state: 'waiting', amount: 0 }
    const answer = status.safeParse(said)
    if (!answer.success || response.status >= 500) throw providerFailed(name)
    return { state: stateOf(answer.data.transaction_status, answer.data.fraud_status), amount: Math.round(Number(answer.data.gross_amount)) }
  },
}

function stateOf(transaction: string, fraud: string | undefined): ProviderStatus['state'] {
  if (transaction === 'settlement' || (transaction === 'capture' && fraud === 'accept')) return 'paid'
  if (transaction === 'expire') return 'expired'
  return transaction === 'deny' || transaction === 'cancel' || transaction === 'failure' ? 'failed' : 'waiting'
}

function addressOf(apiUrls: Record<string, string>, settings: ProviderSettings, host: 'app' | 'api'): string {
  const { isProduction } = config.parse(settings.config)
  return apiUrls['midtrans'] ?? `https://${host}.${isProduction ? '' : 'sandbox.'}midtrans.com`
}

function headersOf(settings: ProviderSettings): Record<string, string> {
  const { serverKey } = secrets.parse(settings.secrets)
  return { accept: 'application/json', 'content-type': 'application/json', authorization: `Basic ${Buffer.from(`${serverKey}:`).toString('base64')}` }
}


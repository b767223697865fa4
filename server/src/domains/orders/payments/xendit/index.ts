import { z } from 'zod'
import { providerFailed } from '../../errors.ts'
import type { ProviderSettings } from '../../provider-settings.ts'
import type { PaymentProvider } from '../provider.ts'
import { forgedCallback, isSameText, parseJson } from '../callback-checks.ts'

const name = 'Xendit'
const secrets = z.strictObject({ secretKey: z.string().trim().min(8).max(300), callbackToken: z.string().trim().min(8).max(300) })

const invoice = z.object({ id: z.string(), invoice_url: z.url({ protocol: /^https$/ }).optional(), status: z.string(), amount: z.number(), paid_amount: z.number().optional() })
const callback = z.union([z.object({ external_id: z.string() }), z.object({ data: z.object({ reference_id: z.string() }) }).transform(({ data }) => ({ external_id: data.reference_id }))])

/** An invoice page of Xendit. */
export const xendit: PaymentProvider = {
  type: 'xendit',
  name,
  config: z.strictObject({}),
  secrets,
  async prepare(services, settings, bill) {
    const response = await services.fetch(`${addressOf(services.apiUrls)}/v2/invoices`, {
      method: 'POST',
      headers: headersOf(settings),
      body: JSON.stringify({
        external_id: bill.paymentId,
        amount: bill.amount,
        currency: 'IDR',
        description: `Pesanan ${bill.orderNumber}`,
        ...(bill.expiresAt ? { invoice_duration: Math.max(60, Math.ceil((bill.expiresAt.getTime() - bill.now.getTime()) / 1_000)) } : {}),
      }),
    })
    const answer = invoice.safeParse(await response.json().catch(() => undefined))
    if (response.status >= 300 || !answer.success || !answer.data.invoice_url) throw providerFailed(name)
    return { externalId: answer.data.id, details: { url: answer.data.invoice_url } }
  },
  readCallback(settings, request) {
    if (!isSameText(request.headers['x-callback-token'] ?? '', secrets.parse(settings.secrets).callbackToken)) throw forgedCallback()
    const said = callback.safeParse(parseJson(request.body))
    return said.success ? { paymentId: said.data.external_id } : undefined
  },
  async askStatus(services, settings, paymentId) {
    const response = await services.fetch(`${addressOf(services.apiUrls)}/v2/invoices?external_id=${encodeURIComponent(paymentId)}`, { headers: headersOf(settings) })
    const answer = z.array(invoice).safeParse(await response.json().catch(() => undefined))
    if (response.status >= 300 || !answer.success) throw providerFailed(name)
    const paid = answer.data.find((one) => one.status === 'PAID' || one.status === 'SETTLED')
    if (paid) return { state: 'paid', amount: Math.round(paid.paid_amount ?? paid.amount) }
    const isOver = answer.data.length > 0 && answer.data.every((one) => one.status === 'EXPIRED')
    return { state: isOver ? 'expired' : 'waiting', amount: 0 }
  },
}

function addressOf(apiUrls: Record<string, string>): string {
  return apiUrls['xendit'] ?? 'https://api.xendit.co'
}

function headersOf(settings: ProviderSettings): Record<string, string> {
  const { secretKey } = secrets.parse(settings.secrets)
  return { accept: 'application/json', 'content-type': 'application/json', authorization: `Basic ${Buffer.from(`${secretKey}:`).toString('base64')}` }
}


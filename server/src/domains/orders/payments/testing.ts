import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

/** What the fake knows of one payment; tests change it as a buyer would. */
export interface FakePayment {
  id: string
  amount: number
  state: 'new' | 'pending' | 'settlement' | 'expire' | 'deny'
}

export interface FakeProviders extends AsyncDisposable {
  url: string
  payments: Map<string, FakePayment>
  /** While set, every question gets this status. */
  failWith: number | undefined
}

export const serverKey = 'SB-Mid-server-CONTOH123'
export const secretKey = 'xnd_development_contoh_kunci'
export const callbackToken = 'token-verifikasi-dari-dashboard'

/** Midtrans (Snap, Core status) and Xendit (invoices) on loopback, in the shapes that their official clients take. */
export async function startFakeProviders(): Promise<FakeProviders> {
  const payments = new Map<string, FakePayment>()
  const server = createServer((request, response) => {
    void answer(request, payments, fake.failWith).then(({ status, body }) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const fake: FakeProviders = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    payments,
    failWith: undefined,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return fake
}

async function answer(request: IncomingMessage, payments: Map<string, FakePayment>, failWith: number | undefined): Promise<{ status: number; body: unknown }> {
  if (failWith) return { status: failWith, body: { error: 'down' } }
  const url = new URL(request.url ?? '/', 'http://fake')
  const path = url.pathname.replace(/\/$/, '')
  const user = Buffer.from((request.headers.authorization ?? '').replace('Basic ', ''), 'base64').toString()
  const body = request.method === 'POST' ? ((await json(request)) as Record<string, unknown>) : {}
  if (path === '/snap/v1/transactions') {
    if (user !== `${serverKey}:`) return { status: 401, body: { error_messages: ['Access denied'] } }
    const { order_id: id, gross_amount: amount } = body['transaction_details'] as { order_id: string; gross_amount: number }
    if (payments.has(id)) return { status: 400, body: { error_messages: ['transaction_details.order_id has already been taken'] } }
    payments.set(id, { id, amount, state: 'new' })
    return { status: 201, body: { token: `token-${id}`, redirect_url: `https://app.sandbox.midtrans.com/snap/v4/redirection/token-${id}` } }
  }
  const status = /^\/v2\/([^/]+)\/status$/.exec(path)
  if (status) {
    const payment = payments.get(decodeURIComponent(status[1]))
    if (user !== `${serverKey}:`) return { status: 401, body: { status_code: '401', status_message: 'Unknown Merchant server_key/id' } }
    if (!payment || payment.state === 'new') return { status: 404, body: { status_code: '404', status_message: "Transaction doesn't exist." } }
    return { status: 200, body: { status_code: payment.state === 'settlement' ? '200' : payment.state === 'pending' ? '201' : '202', transaction_id: `tx-${payment.id}`, order_id: payment.id, gross_amount: `${payment.amount}.00`, payment_type: 'qris', transaction_status: payment.state, fraud_status: 'accept', currency: 'IDR' } }
  }
  if (path === '/v2/invoices') {
    if (user !== `${secretKey}:`) return { status: 401, body: { error_code: 'INVALID_API_KEY', message: 'API key is invalid' } }
    if (request.method === 'POST') {
      const payment: FakePayment = { id: String(body['external_id']), amount: Number(body['amount']), state: 'pending' }
      payments.set(payment.id, payment)
      return { status: 200, body: invoiceOf(payment) }
    }
    const found = payments.get(url.searchParams.get('external_id') ?? '')
    return { status: 200, body: found ? [invoiceOf(found)] : [] }
  }
  return { status: 404, body: { error: 'no such path' } }
}

function invoiceOf({ id, amount, state }: FakePayment) {
  const empty = { available_banks: [], available_retail_outlets: [], available_ewallets: [], available_qr_codes: [], available_direct_debits: [], available_paylaters: [] }
  const status = state === 'settlement' ? 'PAID' : state === 'expire' ? 'EXPIRED' : 'PENDING'
  return { id: `inv-${id}`, external_id: id, user_id: 'u', status, merchant_name: 'Toko', merchant_profile_picture_url: '', amount, ...(status === 'PAID' ? { paid_amount: amount } : {}), expiry_date: '2026-11-25T00:00:00Z', invoice_url: `https://checkout-staging.xendit.co/web/${id}`, ...empty, should_send_email: false, created: '2026-11-24T00:00:00Z', updated: '2026-11-24T00:00:00Z' }
}

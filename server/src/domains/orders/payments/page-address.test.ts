import { expect, test } from 'vitest'
import type { Services } from '#platform/context'
import { secretKey, callbackToken, serverKey } from './testing.ts'
import { midtrans } from './midtrans/index.ts'
import { xendit } from './xendit/index.ts'

const bill = { paymentId: 'p-1', amount: 1_000, orderNumber: 'A-1', customerName: 'Sari', phone: null, expiresAt: null, now: new Date('2026-11-24T03:00:00Z') }

/** What a buyer taps on comes from elsewhere: nothing but a page over https may stand behind it. */
function prepareWith(address: string) {
  const answering = (body: object) => ({ apiUrls: {}, fetch: () => Promise.resolve(Response.json(body)) }) as unknown as Pick<Services, 'fetch' | 'apiUrls'>
  return [
    midtrans.prepare(answering({ redirect_url: address }), { config: {}, secrets: { serverKey } }, bill),
    xendit.prepare(answering({ id: 'inv-1', status: 'PENDING', amount: 1_000, invoice_url: address }), { config: {}, secrets: { secretKey, callbackToken } }, bill),
  ]
}

test.each(['javascript:alert(1)', 'JavaScript:alert(1)//https://x.example', 'data:text/html,x', 'http://app.midtrans.com/snap/1', 'file:///etc/passwd', 'tidak ada'])('S06: %s is no page to pay at', async (address) => {
  await Promise.all(prepareWith(address).map((one) => expect(one).rejects.toMatchObject({ code: 'orders.provider_failed' })))
})

test('a page over https is handed on as it came', async () => {
  const address = 'https://app.sandbox.midtrans.com/snap/v4/redirection/abc?x=1'
  await Promise.all(prepareWith(address).map((one) => expect(one).resolves.toMatchObject({ details: { url: address } })))
})

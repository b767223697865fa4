import { notFound } from '#platform/errors'
import { cash } from './cash/index.ts'
import { cod } from './cod/index.ts'
import { midtrans } from './midtrans/index.ts'
import type { PaymentProvider } from './provider.ts'
import { qris } from './qris/index.ts'
import { transfer } from './transfer/index.ts'
import { xendit } from './xendit/index.ts'

/** Every means of payment that this Laris knows. */
export const paymentProviders: PaymentProvider[] = [cash, transfer, qris, cod, midtrans, xendit]

export function getPaymentProvider(type: string): PaymentProvider {
  const provider = paymentProviders.find((one) => one.type === type)
  if (!provider) throw notFound('Cara bayar')
  return provider
}

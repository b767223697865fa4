import { describe, expect, test } from 'vitest'
import type { Bill } from './papers/bill.ts'
import { invoicePdf } from './papers/invoice-pdf.ts'
import { labelPdf } from './papers/label-pdf.ts'
import { chatReceipt, thermalColumns, thermalReceipt } from './papers/receipt-text.ts'

const line = { businessId: 'b', id: 'l', orderId: 'o', variantId: null, sku: '', name: 'Nasi box Rp 20.000 ayam bakar dengan sambal dan lalapan', quantity: 35, unitPrice: 20_000, returnedQuantity: 0, neededOn: null, unitCost: null, note: 'tanpa sambal', position: 0 }

function aBill(changes: Partial<Bill['order']> = {}): Bill {
  const order: Bill['order'] = {
    businessId: 'b', id: 'o', number: '261124-AB2CD', source: 'manual', customerId: null, customerName: 'Bu Tutik', phone: '+6281234567890', status: 'processing', subtotal: 700_000, discount: 17_500, discountNote: 'Borongan', discountCode: null, shippingFee: 10_000, total: 692_500,
    courier: 'JNE', trackingNumber: null, promisedOn: '2026-12-14', note: '', isSample: false, feeTotal: 0, fees: [], paymentMethod: 'cash', address: 'Jl. Fatmawati 12', city: 'Semarang', province: 'Jawa Tengah', placedAt: new Date('2026-11-24T03:00:00Z'), paidAt: null, shippedAt: null,
    completedAt: null, cancelledAt: null, cancelReason: null, paidTotal: 300_000, refundedTotal: 0, depositDue: 0, stockState: 'held', reservedUntil: null, statusBeforeCancel: null, delivery: 'ship', pickupTime: '10.00', stage: null, conversationId: null, updatedAt: new Date(), lines: [line], ...changes,
  }
  return { shop: { name: 'Dapur Bu Sri', address: 'Jl. Tembalang Raya No. 5, dekat gerbang kampus', phone: '0812-3456', city: 'Semarang' }, order, paid: [{ provider: 'cash', kind: 'deposit', applied: 300_000, paidAt: new Date() }], due: 392_500, date: '24 November 2026' }
}

describe('receipts', () => {
  test('in a chat say what was bought, paid and is still owed', () => {
    const text = chatReceipt(aBill())
    for (const part of ['*Dapur Bu Sri*', '261124-AB2CD', '35 × Nasi box', 'Potongan (Borongan): -Rp 17.500', '*Total: Rp 692.500*', 'DP Tunai: -Rp 300.000', 'Sisa: Rp 392.500', 'Dijanjikan: 14 Desember 2026, 10.00']) expect(text).toContain(part)
  })

  test('on thermal paper never break the 32 columns, whatever the names', () => {
    const names = ['Teh', 'Kursi'.repeat(20), 'a '.repeat(40), line.name]
    for (const name of names) {
      const text = thermalReceipt(aBill({ customerName: name, lines: [{ ...line, name, unitPrice: 999_999_999, quantity: 1_000 }], total: 999_999_999_000 }))
      for (const row of text.split('\n')) expect(row.length, row).toBeLessThanOrEqual(thermalColumns)
      expect(text).toContain('999.999.999.000')
    }
  })
})

describe('papers', () => {
  test('an invoice takes as many pages as its lines need', async () => {
    const [one, many] = [await invoicePdf(aBill()), await invoicePdf(aBill({ lines: Array.from({ length: 120 }, () => line) }))]
    expect(one.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pagesOf(one)).toBe(1)
    expect(pagesOf(many)).toBeGreaterThan(3)
  })

  test('a label is one page of 100 × 150 mm, whatever the address and number of lines', async () => {
    const long = await labelPdf(aBill({ address: 'Jalan panjang sekali '.repeat(40), customerName: 'Ibu 🌸 Sri', lines: Array.from({ length: 60 }, () => line) }))
    expect(pagesOf(long)).toBe(1)
    expect(long.toString('latin1')).toMatch(/MediaBox \[0 0 283\.46\d* 425\.19\d*\]/)
  })
})

function pagesOf(pdf: Buffer): number {
  return Number(/\/Type \/Pages[^>]*?\/Count (\d+)/s.exec(pdf.toString('latin1'))?.[1])
}

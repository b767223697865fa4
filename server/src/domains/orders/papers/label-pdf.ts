import { create } from 'qrcode'
import { formatRupiah } from '#platform/money'
import { dueOf } from '../money.ts'
import type { Bill } from './bill.ts'
import { drawPdf, latin } from '#platform/files/pdf'

/** Millimetres in points. */
const mm = 72 / 25.4

/** A shipping label of 100 × 150 mm: to whom, from whom, what is inside, and the number as a QR code. */
export function labelPdf(bill: Bill): Promise<Buffer> {
  const { order, shop } = bill
  return drawPdf({ size: [100 * mm, 150 * mm], margin: 6 * mm, info: { Title: `Label ${order.number}` } }, (pdf) => {
    const { left } = pdf.page.margins
    const width = pdf.page.width - 2 * left
    const qrSize = 28 * mm
    drawQr(pdf, order.trackingNumber ?? order.number, pdf.page.width - left - qrSize, left, qrSize)
    const beside = { width: width - qrSize - 8 }
    pdf.font('Helvetica-Bold').fontSize(14).text(latin(order.courier || 'Kurir'), left, left, beside)
    pdf.font('Helvetica').fontSize(10).text(latin(order.trackingNumber ? `Resi ${order.trackingNumber}` : 'Resi belum ada'), beside)
    pdf.text(latin(order.number), beside)
    pdf.y = Math.max(pdf.y, left + qrSize) + 10
    const part = (title: string, lines: string[], size: number) => {
      pdf.font('Helvetica').fontSize(8).text(title, left, pdf.y, { width })
      const [first = '', ...rest] = lines.filter(Boolean)
      pdf.font('Helvetica-Bold').fontSize(size).text(latin(first), { width })
      // A long address takes what room there is, never a second label.
      for (const line of rest) pdf.font('Helvetica').fontSize(size - 2).text(latin(line), { width, height: 34 * mm, ellipsis: true })
      pdf.y += 8
    }
    part('Kepada', [order.customerName, order.phone ?? '', order.address, [order.city, order.province].filter(Boolean).join(', ')], 15)
    part('Dari', [shop.name, shop.phone, shop.address || shop.city], 11)
    const due = dueOf(order)
    if (order.paymentMethod === 'cod' && due > 0) part('COD', [`Tagih ${formatRupiah(due)}`], 15)
    const room = pdf.page.height - pdf.page.margins.bottom - pdf.y - 12
    pdf.font('Helvetica').fontSize(8).text('Isi', left, pdf.y, { width })
    pdf.fontSize(9).text(latin(order.lines.map((line) => `${line.quantity} × ${line.name}`).join('\n')), { width, height: Math.max(12, room), ellipsis: true })
  })
}

function drawQr(pdf: PDFKit.PDFDocument, text: string, x: number, y: number, size: number): void {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const dot = size / modules.size
  for (let row = 0; row < modules.size; row++) for (let column = 0; column < modules.size; column++) if (modules.get(row, column)) pdf.rect(x + column * dot, y + row * dot, dot, dot)
  pdf.fill('black')
}

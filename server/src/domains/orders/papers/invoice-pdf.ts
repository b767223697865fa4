import { writtenDay } from '#platform/clock'
import { formatRupiah } from '#platform/money'
import { sumsOf, type Bill } from './bill.ts'
import { drawPdf, latin } from '#platform/files/pdf'

/** An invoice on A5, as many pages as its lines need. */
export function invoicePdf(bill: Bill): Promise<Buffer> {
  const { order, shop } = bill
  return drawPdf({ size: 'A5', margin: 32, info: { Title: `Nota ${order.number}` } }, (pdf) => {
    const { left, right } = pdf.page.margins
    const width = pdf.page.width - left - right
    const amountWidth = 90
    const row = (text: string, amount: string, isStrong = false) => {
      const y = pdf.y
      pdf.font(isStrong ? 'Helvetica-Bold' : 'Helvetica').fontSize(isStrong ? 11 : 9)
      const height = pdf.heightOfString(latin(text), { width: width - amountWidth })
      if (y + height > pdf.page.height - pdf.page.margins.bottom) {
        pdf.addPage()
        return void row(text, amount, isStrong)
      }
      pdf.text(latin(text), left, y, { width: width - amountWidth })
      const after = pdf.y
      pdf.text(amount, left + width - amountWidth, y, { width: amountWidth, align: 'right' })
      pdf.y = Math.max(after, pdf.y) + 3
    }
    const rule = () => {
      pdf.moveTo(left, pdf.y + 2).lineTo(left + width, pdf.y + 2).lineWidth(0.5).stroke()
      pdf.y += 8
    }
    pdf.font('Helvetica-Bold').fontSize(16).text(latin(shop.name))
    pdf.font('Helvetica').fontSize(9).text(latin([shop.address, shop.phone].filter(Boolean).join(' · ')))
    pdf.moveDown().font('Helvetica-Bold').fontSize(12).text(latin(`Nota ${order.number}`))
    pdf.font('Helvetica').fontSize(9).text(bill.date)
    if (order.customerName) pdf.text(latin(`Untuk ${[order.customerName, order.phone].filter(Boolean).join(' · ')}`))
    if (order.address) pdf.text(latin([order.address, order.city, order.province].filter(Boolean).join(', ')))
    if (order.promisedOn) pdf.text(`Dijanjikan ${writtenDay(order.promisedOn)} ${order.pickupTime}`.trim())
    rule()
    for (const line of order.lines) row(`${line.quantity} × ${line.name} @ ${formatRupiah(line.unitPrice)}${line.note ? `\n${line.note}` : ''}`, formatRupiah(line.quantity * line.unitPrice))
    rule()
    for (const [label, amount] of sumsOf(bill)) row(label, formatRupiah(amount), label === 'Total')
  })
}

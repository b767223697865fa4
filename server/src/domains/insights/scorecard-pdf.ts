import { drawPdf, latin } from '#platform/files/pdf'
import { formatRupiah } from '#platform/money'
import type { Scorecard, ScorecardLine } from './scorecard.ts'

const monthName = new Intl.DateTimeFormat('id-ID', { month: 'long', year: 'numeric', timeZone: 'UTC' })
const dayName = new Intl.DateTimeFormat('id-ID', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const number = new Intl.NumberFormat('id-ID')

/** A month on one A4 page. */
export function scorecardPdf(shopName: string, { month, until, lines }: Scorecard): Promise<Buffer> {
  const title = `Rapor ${monthName.format(new Date(`${month}-01T00:00:00Z`))}`
  return drawPdf({ size: 'A4', margin: 48, info: { Title: `${title}, ${shopName}` } }, (pdf) => {
    const left = pdf.page.margins.left
    const width = pdf.page.width - 2 * left
    const column = 130
    pdf.font('Helvetica').fontSize(11).text(latin(shopName))
    pdf.font('Helvetica-Bold').fontSize(22).text(latin(title))
    if (until) pdf.font('Helvetica').fontSize(10).text(latin(`Bulan ini belum selesai: angka sampai ${dayName.format(new Date(`${until}T00:00:00Z`))}, dibandingkan dengan tanggal yang sama bulan lalu.`))
    pdf.moveDown()
    for (const line of lines) {
      const y = pdf.y
      pdf.font('Helvetica-Bold').fontSize(12).text(latin(line.title), left, y, { width: width - 2 * column })
      pdf.font('Helvetica').fontSize(8.5).fillColor('#57534e').text(latin(line.definition), { width: width - 2 * column - 12 }).fillColor('#000000')
      const end = pdf.y
      pdf.font('Helvetica-Bold').fontSize(14).text(latin(shown(line, line.value)), left + width - 2 * column, y, { width: column, align: 'right', lineBreak: false })
      pdf.font('Helvetica').fontSize(9).text(latin(`bulan lalu ${shown(line, line.before)}`), left + width - column, y + 3, { width: column, align: 'right', lineBreak: false })
      pdf.moveTo(left, end + 5).lineTo(left + width, end + 5).lineWidth(0.5).strokeColor('#d6d3d1').stroke()
      pdf.y = end + 12
    }
    pdf.font('Helvetica').fontSize(8.5).text('Definisi tidak berubah dari bulan ke bulan. Angka yang belum diketahui ditulis "-".', left, pdf.y, { width })
  })
}

function shown({ kind }: ScorecardLine, value: number | null): string {
  if (value === null) return '-'
  if (kind === 'rupiah') return formatRupiah(value)
  return kind === 'percent' ? `${number.format(value)}%` : number.format(value)
}

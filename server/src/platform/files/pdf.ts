import PDFDocument from 'pdfkit'
import { buffer } from 'node:stream/consumers'

/** Draws a PDF in memory. The built-in fonts know Latin letters; what they lack becomes a question mark. */
export async function drawPdf(options: PDFKit.PDFDocumentOptions, draw: (document: PDFKit.PDFDocument) => void): Promise<Buffer> {
  const document = new PDFDocument({ ...options, info: { Producer: 'Laris', ...options.info } })
  const whole = buffer(document)
  draw(document)
  document.end()
  return whole
}

export function latin(text: string): string {
  return text.normalize('NFKC').replace(/[^\n\u0020-\u007e\u00a0-\u00ff\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u20ac]/gu, '?')
}

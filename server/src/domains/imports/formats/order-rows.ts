import { normalisePhone } from '#domains/customers'
import { textOf, type Cell, type CellRow } from '../files/cell.ts'
import { readCells } from '../files/cells.ts'
import type { ImportFile } from '../files/file.ts'
import { readMoment } from './order-dates.ts'
import type { OrderField, OrderFormat, OrderLine, OrderRow } from './order-format.ts'
import { headingKey } from './order-headings.ts'
import type { OrderLayout } from './order-layout.ts'
import { readCount, readMoney, readStatus } from './order-values.ts'

/** Rows of an order file, one by one, under a layout that was found before. */
export async function* readOrderRows(file: ImportFile, layout: OrderLayout, format: OrderFormat): AsyncGenerator<OrderRow> {
  const reader = createRowReader(layout, format)
  for await (const row of readCells(file)) {
    if (row.sheet < layout.sheet || (row.sheet === layout.sheet && row.line <= layout.headingLine)) continue
    if (row.sheet > layout.sheet) return
    const read = reader(row)
    if (read) yield read
  }
}

/** What a row says that belongs to its whole order, for the rows below it that leave it out. */
type OrderPart = Pick<OrderLine, 'orderId' | 'status' | 'statusText' | 'createdAt' | 'orderTotal' | 'shippingFee' | 'buyer' | 'phone' | 'city' | 'province' | 'cancelReason' | 'paidAt' | 'shippedAt' | 'completedAt' | 'recipient' | 'address' | 'courier' | 'trackingNumber' | 'paymentMethod'>

function createRowReader(layout: OrderLayout, format: OrderFormat): (row: CellRow) => OrderRow | undefined {
  const { mapping } = layout
  const cut = new Set(layout.cutColumns)
  const headingId = mapping.orderId === undefined ? '' : headingKey(layout.headings[mapping.orderId])
  const phones = new Map<string, string | null>()
  let rowsSeen = 0
  let previous: OrderPart | undefined

  return (row) => {
    rowsSeen++
    const cell = (field: OrderField): Cell => (mapping[field] === undefined ? '' : (row.cells[mapping[field]] ?? ''))
    const text = (field: OrderField, most = 300): string | null => clean(textOf(cell(field)), most)
    const problems: string[] = []
    const money = (field: OrderField, isNeeded = true): number | null => {
      const column = mapping[field]
      const value = readMoney(cell(field), { isCut: column !== undefined && cut.has(column) })
      if (value === undefined && isNeeded) problems.push(`${headingOf(field)} "${quote(cell(field))}" bukan jumlah rupiah.`)
      return value ?? null
    }
    const count = (field: OrderField): number | null => {
      const value = readCount(cell(field))
      if (value === undefined) problems.push(`${headingOf(field)} "${quote(cell(field))}" bukan angka.`)
      return value ?? null
    }
    const moment = (field: OrderField, isNeeded = false): string | null => {
      const value = readMoment(withTime(cell(field), isNeeded ? cell('createdTime') : ''), layout.dateOrder)
      if (value === undefined && isNeeded) problems.push(`${headingOf(field)} "${quote(cell(field))}" bukan tanggal yang ada.`)
      return value ?? null
    }

    const idCell = cell('orderId')
    const given = clean(unwrap(textOf(idCell)), 100)
    if (given !== null && headingKey(given) === headingId && headingId !== '') return undefined
    if (given !== null && rowsSeen <= 3 && isDescription(given)) return undefined
    const isContinued = given === null && format.fillsDown === true && previous !== undefined && cell('createdAt') === '' && text('name') !== null
    const orderId = isContinued ? previous?.orderId : given
    if (!orderId) return unread(row, row.cells.length < 3 || text('name') === null ? 'Nomor pesanan kosong. Mungkin baris jumlah atau catatan.' : 'Nomor pesanan kosong.')
    if (/^(?:grand |sub)?total\b|^jumlah\b/i.test(orderId)) return unread(row, 'Baris jumlah, bukan pesanan.')
    if (isRounded(idCell, orderId)) return unread(row, `Nomor pesanan "${quote(orderId)}" terpotong oleh Excel. Unduh ulang berkas aslinya.`)

    const statusText = text('status')
    const order: OrderPart = {
      orderId,
      status: statusText === null ? null : (readStatus(statusText) ?? null),
      statusText,
      createdAt: moment('createdAt', true),
      orderTotal: money('orderTotal'),
      shippingFee: money('shippingFee', false),
      buyer: text('buyer') ?? text('recipient'),
      phone: phoneOf(unwrap(textOf(cell('phone')))),
      city: text('city'),
      province: text('province'),
      cancelReason: text('cancelReason'),
      paidAt: moment('paidAt'),
      shippedAt: moment('shippedAt'),
      completedAt: moment('completedAt'),
      recipient: text('recipient'),
      address: text('address', 1_000),
      courier: text('courier'),
      trackingNumber: text('trackingNumber'),
      paymentMethod: text('paymentMethod'),
    }
    const whole = previous?.orderId === orderId ? inherit(order, previous) : order
    const line = amounts({ quantity: count('quantity'), returned: count('returned'), original: money('originalPrice', false), price: money('unitPrice'), subtotal: money('subtotal'), discount: money('lineDiscount', false) }, format)
    if (problems.length > 0) return unread(row, problems.join(' '))
    previous = whole
    const sku = clean(unwrap(textOf(cell('sku'))), 100) ?? clean(unwrap(textOf(cell('parentSku'))), 100)
    return {
      kind: 'line',
      line: { line: row.line, source: format.source, ...whole, status: whole.status ?? format.defaultStatus ?? null, createdAt: whole.createdAt ?? whole.paidAt ?? whole.shippedAt, sku, name: text('name', 500), variation: text('variation'), ...line },
    }
  }

  function headingOf(field: OrderField): string {
    const column = mapping[field]
    return column === undefined ? field : layout.headings[column] || field
  }

  function phoneOf(text: string): string | null {
    if (text === '' || text.includes('*')) return null
    const known = phones.get(text)
    if (known !== undefined) return known
    const phone = normalisePhone(text) ?? null
    if (phones.size >= 20_000) phones.clear()
    phones.set(text, phone)
    return phone
  }
}

interface Amounts {
  quantity: number | null
  returned: number | null
  original: number | null
  price: number | null
  subtotal: number | null
  discount: number | null
}

/** Price for one piece and subtotal after discount, whichever of them the file leaves out. */
function amounts({ quantity, returned, original, price, subtotal, discount }: Amounts, format: OrderFormat): Pick<OrderLine, 'quantity' | 'returned' | 'unitPrice' | 'subtotal'> {
  const pieces = quantity ?? (format.isRowPerUnit ? 1 : null)
  const known = subtotal ?? (pieces === null ? null : price === null ? (original === null ? null : original * pieces - (discount ?? 0)) : price * pieces)
  const unitPrice = price ?? (known !== null && pieces ? Math.round(known / pieces) : null)
  return { quantity: pieces, returned, unitPrice, subtotal: known === null ? null : Math.round(known) }
}

function inherit(order: OrderPart, previous: OrderPart): OrderPart {
  // Both have the same keys; an empty cell of a later row means what the row above says.
  return Object.fromEntries(Object.entries(order).map(([key, value]) => [key, value ?? previous[key as keyof OrderPart]])) as OrderPart
}

function unread(row: CellRow, reason: string): OrderRow {
  return { kind: 'unread', row: { line: row.line, reason, original: row.cells.map(textOf).join(' | ').slice(0, 500) } }
}

/** A row under the heading that explains columns has words where an id stands. */
function isDescription(id: string): boolean {
  return /\s/.test(id) && /^[^\d]*$/.test(id)
}

/** Long ids that a spreadsheet took for numbers have lost their last digits. */
function isRounded(cell: Cell, id: string): boolean {
  return (typeof cell === 'number' && !Number.isSafeInteger(cell)) || /^\d(?:[.,]\d+)?E\+?\d+$/i.test(id)
}

/** `="0812…"` and a leading apostrophe keep digits in spreadsheets. */
function unwrap(text: string): string {
  const formula = /^="(.*)"$/.exec(text)
  return (formula ? formula[1] : text).replace(/^'/, '').trim()
}

function withTime(date: Cell, time: Cell): Cell {
  if (time === '' || date === '') return date
  if (typeof date === 'number') return typeof time === 'number' && time < 1 ? date + time : date
  if (typeof time === 'number') return time < 1 ? `${date} ${new Date(Math.round(time * 86_400) * 1_000).toISOString().slice(11, 19)}` : date
  return /\d[:.]\d{2}.*\d[:.]\d{2}/.test(date) ? date : `${date} ${time}`
}

function clean(text: string, most: number): string | null {
  // Control characters come from cut or hostile cells; PostgreSQL refuses NUL.
  const plain = text.replace(/[\u0000-\u0008\u000B-\u001F\u007F\uFEFF\u200B]/g, '').trim()
  return plain === '' || plain === '-' ? null : plain.slice(0, most).toWellFormed()
}

function quote(cell: Cell): string {
  return textOf(cell).slice(0, 40)
}

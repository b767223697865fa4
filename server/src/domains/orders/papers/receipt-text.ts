import { writtenDay } from '#platform/clock'
import { formatRupiah } from '#platform/money'
import { sumsOf, type Bill } from './bill.ts'

/** A receipt to send in a chat. */
export function chatReceipt(bill: Bill): string {
  const { order, shop } = bill
  return [
    `*${shop.name}*`,
    `Nota ${order.number} · ${bill.date}`,
    ...(order.customerName ? [`Untuk ${order.customerName}`] : []),
    '',
    ...order.lines.map((line) => `${line.quantity} × ${line.name} @ ${formatRupiah(line.unitPrice)} = ${formatRupiah(line.quantity * line.unitPrice)}${line.note ? `\n   _${line.note}_` : ''}`),
    '',
    ...sumsOf(bill).map(([label, amount]) => (label === 'Total' ? `*Total: ${formatRupiah(amount)}*` : `${label}: ${formatRupiah(amount)}`)),
    ...(order.promisedOn ? ['', `Dijanjikan: ${writtenDay(order.promisedOn)}${order.pickupTime ? `, ${order.pickupTime}` : ''}`] : []),
    ...(order.trackingNumber ? [`Resi ${order.courier}: ${order.trackingNumber}`.trim()] : []),
  ].join('\n')
}

/** Columns of a 58 mm thermal printer. */
export const thermalColumns = 32

/** A receipt for a 58 mm printer: plain text, never wider than 32 columns. */
export function thermalReceipt(bill: Bill): string {
  const { order, shop } = bill
  const rule = '-'.repeat(thermalColumns)
  return [
    ...centred(shop.name),
    ...centred(shop.address),
    ...centred(shop.phone),
    rule,
    ...wrapped(`${order.number}  ${bill.date}`),
    ...wrapped(order.customerName),
    rule,
    ...order.lines.flatMap((line) => [...wrapped(line.name), ...spread(`  ${line.quantity} x ${plain(line.unitPrice)}`, plain(line.quantity * line.unitPrice))]),
    rule,
    ...sumsOf(bill).flatMap(([label, amount]) => spread(label, plain(amount))),
    rule,
    ...(order.promisedOn ? wrapped(`Dijanjikan ${writtenDay(order.promisedOn)} ${order.pickupTime}`.trim()) : []),
    ...centred('Terima kasih'),
  ].join('\n')
}

/** `1.250.000`: the printer's paper has no room for the currency on every line. */
function plain(amount: number): string {
  return formatRupiah(amount).replace('Rp ', '')
}

function spread(left: string, right: string): string[] {
  const room = thermalColumns - right.length - 1
  const lines = wrapped(left, room)
  const last = lines.pop() ?? ''
  return [...lines, last + ' '.repeat(Math.max(1, thermalColumns - last.length - right.length)) + right]
}

function centred(text: string): string[] {
  return wrapped(text).map((line) => ' '.repeat(Math.floor((thermalColumns - line.length) / 2)) + line)
}

/** Breaks at words, and inside a word that is longer than a line. An empty text has no line. */
function wrapped(text: string, columns = thermalColumns): string[] {
  const indent = /^ */.exec(text)?.[0] ?? ''
  const lines: string[] = []
  let line = ''
  for (const word of text.trim().split(/\s+/).flatMap((one) => pieces(one, columns))) {
    if (line !== '' && line.length + 1 + word.length > columns - indent.length) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  if (line !== '') lines.push(line)
  return lines.map((one) => indent + one)
}

function pieces(word: string, columns: number): string[] {
  const found: string[] = []
  for (let at = 0; at < word.length; at += columns - 4) found.push(word.slice(at, at + columns - 4))
  return found
}

import { useQuery } from '@tanstack/react-query'
import { Minus, Plus } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { call } from '../../api/client.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CheckField, SelectField, TextField } from '../../ui/field.tsx'
import { rupiah, shortTime } from '../../ui/format.ts'
import { readRupiah } from '../../ui/money-input.ts'
import { useToast } from '../../ui/toast.tsx'
import type { Device } from './device.ts'
import { afterReturn, canComeBack, fromOrder, keptSales, mergeSales, refundFor, type PastSale } from './returning.ts'
import { counterWords } from './words.ts'

/** Goods come back over the counter: sales of this device without a network, those of all devices with one. */
export function ReturnDialog({ device, onClose }: { device: Device; onClose: () => void }) {
  const words = counterWords()
  const [asked, setAsked] = useState('')
  const [sale, setSale] = useState<PastSale>()
  const search = useDeferredValue(asked.trim())
  const known = useQuery({ queryKey: ['counter', 'sales', search], queryFn: () => call('listOrders', { query: { source: 'kasir', status: 'completed', limit: 30, ...(search ? { search } : {}) } }), enabled: navigator.onLine, retry: false, gcTime: 0 })
  const own = (device.session?.sales ?? []).filter((one) => one.code.toLowerCase().includes(search.toLowerCase()))
  const sales = mergeSales(own, (known.data?.items ?? []).map(fromOrder)).filter(canComeBack)
  if (sale) return <ReturnForm device={device} sale={sale} onClose={onClose} />
  return (
    <Dialog isOpen onClose={onClose} title={words.returnTitle}>
      <TextField type="search" label={words.findReceipt} autoComplete="off" autoFocus value={asked} onChange={(event) => setAsked(event.target.value)} />
      {!known.data && <p className="text-sm text-soft">{words.onlyThisDevice}</p>}
      {sales.length === 0 && <p role="status">{words.noSales}</p>}
      <ul className="divide-y divide-line">
        {sales.slice(0, 40).map((one) => (
          <li key={one.saleId}>
            <button type="button" onClick={() => setSale(one)} className="flex min-h-14 w-full items-center justify-between gap-3 py-2 text-left hover:bg-tint">
              <span className="min-w-0">
                <span className="block font-semibold">{one.code}</span>
                <span className="block truncate text-sm text-soft">{[shortTime(one.at), one.lines.map((line) => `${line.quantity} ${line.name}`).join(', ')].join(' · ')}</span>
              </span>
              <span className="shrink-0 tabular">{rupiah(one.total)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

function ReturnForm({ device, sale, onClose }: { device: Device; sale: PastSale; onClose: () => void }) {
  const words = counterWords()
  const toast = useToast()
  const [quantities, setQuantities] = useState(sale.lines.map(() => 0))
  const [typed, setTyped] = useState('')
  const [isCash, setCash] = useState(true)
  const [isRestocked, setRestocked] = useState(true)
  const [reason, setReason] = useState('')
  // Pressed twice, it is still one return.
  const [isSaved, setSaved] = useState(false)
  const most = refundFor(sale, sale.lines.map((line) => line.quantity - line.returned))
  const worth = refundFor(sale, quantities)
  const refund = typed === '' ? worth : readRupiah(typed)
  const isTooMuch = refund !== undefined && refund > most
  const lines = quantities.flatMap((quantity, position) => (quantity > 0 ? [{ position, quantity }] : []))
  const change = (at: number, by: number) => setQuantities(quantities.map((quantity, index) => (index === at ? Math.min(Math.max(0, quantity + by), (sale.lines[at]?.quantity ?? 0) - (sale.lines[at]?.returned ?? 0)) : quantity)))
  const save = async () => {
    if (refund === undefined || !device.session) return
    setSaved(true)
    const { shiftId, cash, sales = [] } = device.session
    const after = afterReturn(sale, quantities, refund)
    await device.record(
      { kind: 'return', entryId: crypto.randomUUID(), at: new Date().toISOString(), shiftId, saleId: sale.saleId, lines, isRestocked, refund, isCash, reason: reason.trim() },
      { sales: [after, ...sales.filter((one) => one.saleId !== sale.saleId)].slice(0, keptSales), ...(isCash && shiftId ? { cash: cash - refund } : {}) },
    )
    toast(isCash ? words.returnedCash(rupiah(refund)) : words.returnedLater(rupiah(refund)))
    onClose()
  }
  return (
    <Dialog isOpen onClose={onClose} title={`${words.returnTitle} ${sale.code}`} footer={<Button kind="primary" isWide disabled={lines.length === 0 || refund === undefined || isTooMuch || isSaved} onClick={() => void save()}>{words.takeBack(rupiah(refund ?? 0))}</Button>}>
      <ul className="divide-y divide-line">
        {sale.lines.map((line, at) => (
          // Lines of a receipt have no other name than their place.
          <li key={at} className="flex items-center justify-between gap-2 py-1">
            <span className="min-w-0">
              <span className="block">{line.name}</span>
              <span className="block text-sm text-soft tabular">{words.canReturn(line.quantity - line.returned, rupiah(line.unitPrice))}</span>
            </span>
            <span className="flex shrink-0 items-center">
              <IconButton label={words.fewer(line.name)} onClick={() => change(at, -1)}><Minus aria-hidden /></IconButton>
              <span className="w-8 text-center font-semibold tabular">{quantities[at]}</span>
              <IconButton label={words.more(line.name)} onClick={() => change(at, 1)}><Plus aria-hidden /></IconButton>
            </span>
          </li>
        ))}
      </ul>
      <TextField label={words.refundAmount} inputMode="numeric" autoComplete="off" placeholder={String(worth)} value={typed} onChange={(event) => setTyped(event.target.value)} hint={words.refundHint} error={isTooMuch ? words.refundMost(rupiah(most)) : undefined} />
      <SelectField label={words.refundWay} value={isCash ? 'cash' : 'later'} onChange={(event) => setCash(event.target.value === 'cash')}>
        <option value="cash">{words.refundCash}</option>
        <option value="later">{words.refundLater}</option>
      </SelectField>
      <CheckField label={words.sellAgain} checked={isRestocked} onChange={(event) => setRestocked(event.target.checked)} />
      <TextField label={words.returnReason} maxLength={300} autoComplete="off" value={reason} onChange={(event) => setReason(event.target.value)} />
    </Dialog>
  )
}

import { lazy, Suspense, useState } from 'react'
import { withWords } from '../../locales/locale.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CheckField, TextField } from '../../ui/field.tsx'
import { rupiah } from '../../ui/format.ts'
import { readRupiah } from '../../ui/money-input.ts'
import { qrisWithAmount, type PrintedQris } from './qris.ts'
import type { Sold } from './sale.ts'
import { counterWords } from './words.ts'

/** Kept on the device with the rest of the app, so it opens without a network too. */
const QrPicture = lazy(() => withWords(import('./qr-picture.tsx')).then((file) => ({ default: file.QrPicture })))

export interface Paid extends Pick<Sold, 'payments' | 'change'> {
  isPickedUpLater: boolean
  neededOn: string | null
  customerName: string
}

/** Money for a sale, by one means or several; what is given in cash beyond the total is change. */
export function PayDialog({ total, qris, needsDay, onClose, onPaid }: { total: number; qris: PrintedQris | null; needsDay: boolean; onClose: () => void; onPaid: (paid: Paid) => void }) {
  const words = counterWords()
  const [cash, setCash] = useState('')
  const [byQris, setByQris] = useState('')
  const [byTransfer, setByTransfer] = useState('')
  const [isLater, setLater] = useState(needsDay)
  const [neededOn, setNeededOn] = useState('')
  const [customerName, setCustomerName] = useState('')
  // Pressed twice, it is still one sale.
  const [isPaid, setPaid] = useState(false)
  const typed = { cash: readRupiah(cash) ?? 0, qris: readRupiah(byQris) ?? 0, transfer: readRupiah(byTransfer) ?? 0 }
  const change = Math.max(0, Math.min(typed.cash, typed.cash + typed.qris + typed.transfer - total))
  const amounts = { ...typed, cash: typed.cash - change }
  const paid = amounts.cash + amounts.qris + amounts.transfer
  const isEnough = (isLater ? paid > 0 && (!needsDay || neededOn !== '') : paid === total) && paid <= total
  const payload = typed.qris > 0 && qris ? qrisWithAmount(qris, typed.qris) : undefined
  const finish = () => {
    setPaid(true)
    const payments = (['cash', 'qris', 'transfer'] as const).flatMap((provider) => (amounts[provider] > 0 ? [{ provider, amount: amounts[provider] }] : []))
    onPaid({ payments, change, isPickedUpLater: isLater, neededOn: neededOn || null, customerName: customerName.trim() })
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`${words.total} ${rupiah(total)}`}
      footer={
        <Button kind="primary" isWide disabled={!isEnough || isPaid} onClick={finish}>
          {words.done}
        </Button>
      }
    >
      <div className="grid grid-cols-3 gap-2">
        <Button onClick={() => (setCash(String(total)), setByQris(''), setByTransfer(''))}>{words.exact}</Button>
        <Button onClick={() => (setByQris(String(Math.max(0, total - typed.cash))), setByTransfer(''))}>{words.qris}</Button>
        <Button onClick={() => (setByTransfer(String(Math.max(0, total - typed.cash))), setByQris(''))}>{words.transfer}</Button>
      </div>
      <TextField label={words.given} inputMode="numeric" autoComplete="off" autoFocus value={cash} onChange={(event) => setCash(event.target.value)} />
      {byQris !== '' && <TextField label={`${words.qris} (Rp)`} inputMode="numeric" autoComplete="off" value={byQris} onChange={(event) => setByQris(event.target.value)} />}
      {byTransfer !== '' && <TextField label={`${words.transfer} (Rp)`} inputMode="numeric" autoComplete="off" value={byTransfer} onChange={(event) => setByTransfer(event.target.value)} />}
      {payload && (
        <Suspense fallback={<div className="size-60 self-center" />}>
          <QrPicture text={payload} label={words.qrAlt(rupiah(typed.qris))} />
        </Suspense>
      )}
      {typed.qris > 0 && <p className="text-sm text-soft">{payload ? words.seen : words.qrMissing}</p>}
      <p role="status" className="text-xl font-bold tabular">
        {change > 0 ? words.change(rupiah(change)) : paid < total ? words.missing(rupiah(total - paid)) : ''}
      </p>
      <CheckField label={words.later} checked={isLater} onChange={(event) => setLater(event.target.checked)} />
      {isLater && <TextField label={words.name} maxLength={200} autoComplete="off" value={customerName} onChange={(event) => setCustomerName(event.target.value)} />}
      {isLater && <TextField label={words.neededOn} type="date" required={needsDay} value={neededOn} onChange={(event) => setNeededOn(event.target.value)} />}
    </Dialog>
  )
}

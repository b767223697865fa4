import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { rupiah } from '../../ui/format.ts'
import { readRupiah } from '../../ui/money-input.ts'
import type { Device } from './device.ts'
import { counterWords } from './words.ts'

/** Opens the drawer, notes cash in and out, and closes it with what was counted. */
export function ShiftDialog({ device, onClose }: { device: Device; onClose: () => void }) {
  const words = counterWords()
  const [float, setFloat] = useState('')
  const [counted, setCounted] = useState('')
  const [note, setNote] = useState('')
  const { session } = device
  if (!session) return null
  const { shiftId, cash } = session
  const stamp = () => ({ entryId: crypto.randomUUID(), at: new Date().toISOString() })
  const open = async () => {
    const entry = { ...stamp(), kind: 'shift-open' as const, float: readRupiah(float) ?? 0 }
    await device.record(entry, { shiftId: entry.entryId, cash: entry.float })
    onClose()
  }
  const close = async () => {
    const value = readRupiah(counted)
    if (value === undefined || !shiftId) return
    await device.record({ ...stamp(), kind: 'shift-close', shiftId, counted: value, note }, { shiftId: null, cash: 0 })
    onClose()
  }
  const difference = readRupiah(counted)
  return (
    <Dialog isOpen onClose={onClose} title={shiftId ? words.shift : words.open}>
      {shiftId ? (
        <>
          <p className="tabular">{words.expected(rupiah(cash))}</p>
          <TextField label={words.counted} inputMode="numeric" autoComplete="off" value={counted} onChange={(event) => setCounted(event.target.value)} />
          {difference !== undefined && <p role="status" className="font-semibold tabular">{words.difference(rupiah(difference - cash))}</p>}
          <TextField label={words.note} maxLength={300} autoComplete="off" value={note} onChange={(event) => setNote(event.target.value)} />
          <Button kind="primary" disabled={difference === undefined} onClick={() => void close()}>
            {words.close}
          </Button>
          <CashMove move={(direction, value, why) => device.record({ ...stamp(), kind: 'cash', shiftId, direction, amount: value, note: why }, { cash: cash + (direction === 'in' ? value : -value) })} />
        </>
      ) : (
        <>
          <TextField label={words.float} inputMode="numeric" autoComplete="off" value={float} onChange={(event) => setFloat(event.target.value)} />
          <Button kind="primary" onClick={() => void open()}>
            {words.open}
          </Button>
        </>
      )}
    </Dialog>
  )
}

/** Money that comes or goes without a sale: change fetched, ice bought. */
function CashMove({ move }: { move: (direction: 'in' | 'out', amount: number, note: string) => Promise<void> }) {
  const words = counterWords()
  const [amount, setAmount] = useState('')
  const [note, setNote] = useState('')
  const value = readRupiah(amount)
  const press = async (direction: 'in' | 'out') => {
    if (!value) return
    await move(direction, value, note)
    setAmount('')
    setNote('')
  }
  return (
    <details>
      <summary className="min-h-12 content-center font-semibold text-primary">{words.cashIn} / {words.cashOut}</summary>
      <div className="flex flex-col gap-3">
        <TextField label={words.amount} inputMode="numeric" autoComplete="off" value={amount} onChange={(event) => setAmount(event.target.value)} />
        <TextField label={words.note} maxLength={300} autoComplete="off" value={note} onChange={(event) => setNote(event.target.value)} />
        <div className="grid grid-cols-2 gap-2">
          <Button disabled={!value} onClick={() => void press('in')}>{words.cashIn}</Button>
          <Button disabled={!value} onClick={() => void press('out')}>{words.cashOut}</Button>
        </div>
      </div>
    </details>
  )
}

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
  const [amount, setAmount] = useState('')
  const [counted, setCounted] = useState('')
  const [note, setNote] = useState('')
  const { session } = device
  if (!session) return null
  const { shiftId, cash } = session
  const stamp = () => ({ entryId: crypto.randomUUID(), at: new Date().toISOString() })
  const open = async () => {
    const entry = { ...stamp(), kind: 'shift-open' as const, float: readRupiah(amount) ?? 0 }
    await device.record(entry, { shiftId: entry.entryId, cash: entry.float })
    onClose()
  }
  const move = async (direction: 'in' | 'out') => {
    const value = readRupiah(amount)
    if (!value || !shiftId) return
    await device.record({ ...stamp(), kind: 'cash', shiftId, direction, amount: value, note }, { cash: cash + (direction === 'in' ? value : -value) })
    setAmount('')
    setNote('')
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
      <TextField label={shiftId ? words.amount : words.float} inputMode="numeric" autoComplete="off" value={amount} onChange={(event) => setAmount(event.target.value)} />
      {shiftId && <TextField label={words.note} maxLength={300} autoComplete="off" value={note} onChange={(event) => setNote(event.target.value)} />}
      {!shiftId && (
        <Button kind="primary" onClick={() => void open()}>
          {words.open}
        </Button>
      )}
      {shiftId && (
        <>
          <div className="grid grid-cols-2 gap-2">
            <Button onClick={() => void move('in')}>{words.cashIn}</Button>
            <Button onClick={() => void move('out')}>{words.cashOut}</Button>
          </div>
          <p className="tabular">{words.expected(rupiah(cash))}</p>
          <TextField label={words.counted} inputMode="numeric" autoComplete="off" value={counted} onChange={(event) => setCounted(event.target.value)} />
          {difference !== undefined && <p role="status" className="font-semibold tabular">{words.difference(rupiah(difference - cash))}</p>}
          <Button kind="primary" disabled={difference === undefined} onClick={() => void close()}>
            {words.close}
          </Button>
        </>
      )}
    </Dialog>
  )
}

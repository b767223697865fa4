import { Link } from '@tanstack/react-router'
import { ArrowLeft, Minus, Plus } from 'lucide-react'
import { useRef, useState, type FormEvent } from 'react'
import { useMay } from '../../session.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { rupiah } from '../../ui/format.ts'
import { readRupiah } from '../../ui/money-input.ts'
import { Card } from '../../ui/page.tsx'
import { EmptyState, Loading } from '../../ui/states.tsx'
import { OffersBeside } from '../recommendations/offers.tsx'
import { CounterConflicts } from './counter-conflicts.tsx'
import { useDevice } from './device.ts'
import { PayDialog, type Paid } from './pay-dialog.tsx'
import { addGood, changeQuantity, findGoods, receiptText, subtotalOf, type Line, type Sold } from './sale.ts'
import { ReturnDialog } from './return-dialog.tsx'
import { keptSales } from './returning.ts'
import { ScanButton } from './scan-button.tsx'
import { ShiftDialog } from './shift-dialog.tsx'
import { VoucherDialog, type Voucher } from './voucher-dialog.tsx'
import { counterWords } from './words.ts'

/** The counter: sells with or without a network; what happened is kept on the device until the server has it. */
export function CounterScreen() {
  const words = counterWords()
  const device = useDevice()
  const { catalogue, session } = device
  const mayLeave = useMay('conversations.read')
  const search = useRef<HTMLInputElement>(null)
  const cart = useRef<HTMLDivElement>(null)
  const [asked, setAsked] = useState('')
  const [lines, setLines] = useState<Line[]>([])
  const [discountText, setDiscountText] = useState('')
  const [open, setOpen] = useState<'pay' | 'shift' | 'return' | 'voucher'>()
  const [sold, setSold] = useState<Sold>()
  const [checked, setChecked] = useState<Voucher & { lines: Line[] }>()
  // It was checked for just these goods.
  const voucher = checked?.lines === lines ? checked : undefined
  const subtotal = subtotalOf(lines)
  const discount = voucher?.discount ?? readRupiah(discountText) ?? 0
  const isTooMuch = !voucher && discount * 100 > subtotal * (catalogue?.discountLimit ?? 0)
  const total = Math.max(0, subtotal - discount)
  const found = catalogue ? findGoods(catalogue.goods, asked) : []
  const clear = () => {
    setLines([])
    setDiscountText('')
    setAsked('')
    // The next sale begins with the goods, not with the empty cart below them.
    window.scrollTo({ top: 0 })
  }
  /** A scanner gun types the code and presses Enter. */
  const pick = (code: string) => {
    const [good, second] = catalogue ? findGoods(catalogue.goods, code) : []
    if (!good || second) return setAsked(code)
    setLines((all) => addGood(all, good))
    setAsked('')
    search.current?.focus()
  }
  const finish = async (paid: Paid) => {
    const entryId = crypto.randomUUID()
    const cash = paid.payments.filter(({ provider }) => provider === 'cash').reduce((sum, { amount }) => sum + amount, 0)
    const at = new Date()
    const { payments, isPickedUpLater, customerName, neededOn } = paid
    const code = `K-${entryId.slice(0, 6).toUpperCase()}`
    const entry = { kind: 'sale' as const, entryId, at: at.toISOString(), shiftId: session?.shiftId ?? null, lines: lines.map(({ variantId, name, quantity, unitPrice, isMadeToOrder }) => ({ variantId, name, quantity, unitPrice, neededOn: isMadeToOrder ? neededOn : null, note: '' })), discount, payments, isPickedUpLater, customerName, phone: voucher?.phone ?? '', code: voucher?.code ?? '', note: code }
    const past = { saleId: entryId, code, at: entry.at, lines: lines.map(({ name, quantity, unitPrice }) => ({ name, quantity, unitPrice, returned: 0 })), total, refunded: 0 }
    await device.record(entry, {
      ...(session?.shiftId ? { cash: session.cash + cash } : {}),
      // What is still to be fetched is given up as an order, not brought back.
      ...(isPickedUpLater ? {} : { sales: [past, ...(session?.sales ?? [])].slice(0, keptSales) }),
    })
    setSold({ code, at, lines, discount, payments, change: paid.change })
    setOpen(undefined)
    clear()
  }
  const park = async () => {
    await device.keep({ parked: [...(session?.parked ?? []), { id: crypto.randomUUID(), lines, discount }] })
    clear()
  }
  const resume = async (id: string) => {
    const one = session?.parked.find((parked) => parked.id === id)
    if (!one || lines.length > 0) return
    await device.keep({ parked: session?.parked.filter((parked) => parked.id !== id) ?? [] })
    setLines(one.lines)
    setDiscountText(one.discount > 0 ? String(one.discount) : '')
  }
  return (
    <main id="isi" tabIndex={-1} className="mx-auto flex w-full max-w-6xl flex-col gap-4 px-4 pb-28 lg:pb-6">
      <header className="flex min-h-16 flex-wrap items-center gap-2 py-1">
        {mayLeave && (
          <Link to="/jualan" aria-label={words.back} className="-ml-3 inline-flex size-[48px] items-center justify-center rounded-full hover:bg-tint">
            <ArrowLeft aria-hidden />
          </Link>
        )}
        <h1 className="grow text-xl font-extrabold">{words.title}</h1>
        <Button kind="quiet" className="shrink-0 !px-2" onClick={() => setOpen('return')} disabled={!session}>{words.returnTitle}</Button>
        <Button onClick={() => setOpen('shift')} disabled={!session}>{session?.shiftId ? words.close : words.open}</Button>
      </header>
      <p role="status" className="text-sm text-soft">{device.waiting > 0 ? words.saved(device.waiting) : words.allSent}</p>
      {device.waiting > 0 && device.problem && navigator.onLine && <p role="alert" className="font-semibold text-bad">{words.failed(device.problem)}</p>}
      {!device.isDurable && <p role="alert" className="font-semibold text-bad">{words.notDurable}</p>}
      <CounterConflicts waiting={device.waiting} />
      {!catalogue && (device.problem ? <p role="alert">{words.first}</p> : <Loading />)}
      {catalogue && (
        <div className="grid items-start gap-4 lg:grid-cols-[1fr_24rem]">
          <section aria-label={words.search} className="flex min-w-0 flex-col gap-3">
            <form className="flex items-end gap-2" onSubmit={(event: FormEvent) => (event.preventDefault(), pick(asked))}>
              <label className="flex grow flex-col gap-1 font-semibold">
                {words.search}
                <input ref={search} type="search" autoComplete="off" value={asked} onChange={(event) => setAsked(event.target.value)} className="min-h-12 w-full rounded-box border border-line bg-card px-3 font-normal" />
              </label>
              <ScanButton onCode={pick} />
            </form>
            {catalogue.goods.length > 0 && found.length === 0 && <p role="status">{words.nothingFound}</p>}
            {catalogue.goods.length === 0 && <EmptyState title={words.noGoods} text={words.noGoodsYet} action={<Link to="/jualan" className="font-semibold underline">{words.toGoods}</Link>} />}
            <ul className="grid grid-cols-2 gap-2 sm:grid-cols-3">
              {found.slice(0, 60).map((good) => (
                <li key={good.variantId} className="flex">
                  <button type="button" disabled={good.price === null} onClick={() => setLines(addGood(lines, good))} className="flex min-h-20 w-full flex-col justify-between rounded-box bg-card p-3 text-left shadow-box hover:bg-tint">
                    <span className="font-semibold wrap-anywhere">{good.name}</span>
                    <span className="text-sm text-soft tabular">{[good.price === null ? words.noPrice : rupiah(good.price), ...(good.available === null ? [] : [words.left(good.available)])].join(' · ')}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
          <div ref={cart} tabIndex={-1} className="scroll-mt-4">
            <Card title={words.cart}>
              {lines.length === 0 && <p className="text-soft">{words.empty}</p>}
              <ul className="divide-y divide-line">
                {lines.map((line) => (
                  <li key={line.variantId} className="flex items-center justify-between gap-2 py-1">
                    <span className="min-w-0">
                      <span className="block">{line.name}</span>
                      <span className="block text-sm text-soft tabular">{rupiah(line.quantity * line.unitPrice)}</span>
                    </span>
                    <span className="flex shrink-0 items-center">
                      <IconButton label={words.fewer(line.name)} onClick={() => setLines(changeQuantity(lines, line.variantId, -1))}><Minus aria-hidden /></IconButton>
                      <span className="w-8 text-center font-semibold tabular">{line.quantity}</span>
                      <IconButton label={words.more(line.name)} onClick={() => setLines(changeQuantity(lines, line.variantId, 1))}><Plus aria-hidden /></IconButton>
                    </span>
                  </li>
                ))}
              </ul>
              <OffersBeside variantIds={lines.map((line) => line.variantId)} onPick={(variantId) => { const good = catalogue.goods.find((one) => one.variantId === variantId); if (good) setLines(addGood(lines, good)) }} />
              {lines.length > 0 && (
                <>
                  {voucher && <p role="status" className="font-semibold text-good">{voucher.betterRule === null ? words.voucherCounts(voucher.code, rupiah(voucher.discount)) : words.betterRule(voucher.betterRule, rupiah(voucher.discount))}</p>}
                  {!voucher && <TextField label={words.discount} inputMode="numeric" autoComplete="off" value={discountText} onChange={(event) => setDiscountText(event.target.value)} error={isTooMuch ? words.discountLimit(catalogue.discountLimit) : undefined} />}
                  <Button onClick={() => (voucher ? setChecked(undefined) : setOpen('voucher'))}>{voucher ? words.dropVoucher : words.voucher}</Button>
                  <Button kind="primary" isWide disabled={isTooMuch} onClick={() => setOpen('pay')}>{words.pay(rupiah(total))}</Button>
                  <Button onClick={() => void park()}>{words.park}</Button>
                </>
              )}
              {(session?.parked.length ?? 0) > 0 && <h3 className="font-bold">{words.parked}</h3>}
              {session?.parked.map((parked) => (
                <Button key={parked.id} disabled={lines.length > 0} onClick={() => void resume(parked.id)}>
                  {words.resume(parked.lines.reduce((sum, line) => sum + line.quantity, 0), rupiah(subtotalOf(parked.lines) - parked.discount))}
                </Button>
              ))}
            </Card>
          </div>
        </div>
      )}
      {/* On a phone the cart stands below all goods. */}
      {lines.length > 0 && (
        <div className="sticky bottom-2 z-10 lg:hidden">
          <Button kind="primary" isWide onClick={() => (cart.current?.focus({ preventScroll: true }), cart.current?.scrollIntoView())}>{words.toCart(lines.reduce((sum, line) => sum + line.quantity, 0), rupiah(total))}</Button>
        </div>
      )}
      {open === 'pay' && catalogue && <PayDialog total={total} qris={catalogue.qris} needsDay={lines.some((line) => line.isMadeToOrder)} onClose={() => setOpen(undefined)} onPaid={(paid) => void finish(paid)} />}
      {open === 'voucher' && <VoucherDialog lines={lines} onClose={() => setOpen(undefined)} onPriced={(priced) => (setChecked({ ...priced, lines }), setOpen(undefined))} />}
      {open === 'return' && <ReturnDialog device={device} onClose={() => setOpen(undefined)} />}
      {open === 'shift' && <ShiftDialog device={device} onClose={() => setOpen(undefined)} />}
      {sold && catalogue && (
        <Dialog isOpen onClose={() => setSold(undefined)} title={words.sold} footer={<Button kind="primary" isWide onClick={() => setSold(undefined)}>{words.next}</Button>}>
          {sold.change > 0 && <p className="text-xl font-bold tabular">{words.change(rupiah(sold.change))}</p>}
          <pre tabIndex={0} aria-label={words.receipt} className="receipt overflow-x-auto text-sm">{receiptText(sold, catalogue.shop)}</pre>
          <div className="grid grid-cols-2 gap-2">
            <Button onClick={() => print()}>{words.print}</Button>
            <a href={`https://wa.me/?text=${encodeURIComponent(receiptText(sold, catalogue.shop))}`} target="_blank" rel="noreferrer" className="inline-flex min-h-12 items-center justify-center rounded-box border border-line px-2 text-center font-semibold">{words.share}</a>
          </div>
        </Dialog>
      )}
    </main>
  )
}

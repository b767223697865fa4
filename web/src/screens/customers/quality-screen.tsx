import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { longDate, rupiah } from '../../ui/format.ts'
import { readRupiah } from '../../ui/money-input.ts'
import { Card, Page } from '../../ui/page.tsx'
import { EmptyState, ErrorState, LinkButton, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { qualityQuery, type QualityItem } from './relation-queries.ts'
import { relationWords } from './words.ts'

/** How good the data are, and the cheapest fixes first: each one tap, each undoable. */
export function QualityScreen() {
  const relations = relationWords()
  const quality = useQuery(qualityQuery)
  const mayFix = useMay('business.write')
  const { data } = quality
  return (
    <Page title={relations.quality} back="/pelanggan">
      {quality.isPending && <Loading />}
      {quality.isError && !data && <ErrorState error={quality.error} onRetry={() => void quality.refetch()} />}
      {data && data.score === null && <EmptyState title={relations.qualityNone} text={relations.qualityNoneText} action={<LinkButton to="/jualan/impor">{relations.qualityAction}</LinkButton>} />}
      {data && data.score !== null && (
        <>
          <Card title={relations.qualityScore(data.score)}>
            <meter min={0} max={100} low={50} high={80} optimum={100} value={data.score} aria-label={relations.qualityScore(data.score)} className="h-4 w-full" />
            <ul className="divide-y divide-line">
              {data.checks.map(({ kind, bad, total }) => (
                <li key={kind} className="flex flex-wrap justify-between gap-x-4 py-2">
                  <span>{relations.checks[kind]}</span>
                  <span className="shrink-0 text-soft tabular">{relations.checkCount(bad, total)}</span>
                </li>
              ))}
            </ul>
            <p className="text-soft">{data.fixes.length === 0 ? relations.qualityGood : relations.qualityText}</p>
          </Card>
          {data.fixes.map(({ kind, items }) => (
            <Card key={kind} title={relations.checks[kind]}>
              <ul className="divide-y divide-line">
                {items.map((item) => (
                  <li key={`${item.variantId ?? ''}${item.customerId ?? ''}${item.otherCustomerId ?? ''}`} className="flex flex-col gap-2 py-3 first:pt-0 last:pb-0">
                    <Fix item={item} mayFix={mayFix} />
                  </li>
                ))}
              </ul>
            </Card>
          ))}
          {data.unreadablePhones.length > 0 && (
            <Card title={relations.unreadable}>
              <p className="text-soft">{relations.unreadableText}</p>
              <ul>
                {data.unreadablePhones.map((row) => (
                  <li key={row.customerId}>
                    <Link to="/pelanggan/$customerId" params={{ customerId: row.customerId }} className="inline-flex min-h-12 items-center text-primary underline">
                      {row.name || relations.nameless}: {row.phone}
                    </Link>
                  </li>
                ))}
              </ul>
            </Card>
          )}
        </>
      )}
    </Page>
  )
}

function Fix({ item, mayFix }: { item: QualityItem; mayFix: boolean }) {
  const relations = relationWords()
  const toast = useToast()
  const queries = useQueryClient()
  const renew = () => Promise.all(['data-quality', 'customers', 'customer', 'products'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
  const fail = (error: Error) => toast(error.message, { isBad: true })
  const undo = (fixId: string) => void call('undoQualityFix', { params: { fixId } }).then(renew).then(() => toast(relations.undone), fail)
  const fix = useMutation({
    mutationFn: (amount: number | undefined) => {
      const { kind, variantId, customerId, otherCustomerId } = item
      return call('applyQualityFix', { body: { kind, ...(variantId ? { variantId } : {}), ...(customerId ? { customerId } : {}), ...(otherCustomerId ? { otherCustomerId } : {}), ...(amount === undefined ? {} : { amount }) } })
    },
    onSuccess: async ({ fixId }) => {
      toast(relations.fixed, { undo: () => undo(fixId) })
      await renew()
    },
    onError: fail,
  })
  const needsFigure = item.kind === 'cost' || item.kind === 'price'
  return (
    <>
      <p className="[overflow-wrap:anywhere]">
        {/* A field says the name by itself. */}
        <span className="font-semibold">{needsFigure && mayFix && item.offer === undefined ? '' : item.kind === 'duplicate' ? relations.mergePair(item.name || relations.nameless, item.otherName || relations.nameless) : item.name}</span>
        <span className="block text-sm text-soft">{reasonOf(item, relations)}</span>
      </p>
      {mayFix && !needsFigure && (
        <Button kind="primary" className="self-start" isBusy={fix.isPending} onClick={() => fix.mutate(undefined)}>
          {item.kind === 'phones' ? relations.tidyPhones(item.rows) : item.kind === 'stock' ? relations.stillThere(item.offer ?? 0) : relations.merge}
        </Button>
      )}
      {mayFix && needsFigure && item.offer !== undefined && (
        <Button kind="primary" className="self-start" isBusy={fix.isPending} onClick={() => fix.mutate(item.offer)}>
          {relations.usePrice(rupiah(item.offer))}
        </Button>
      )}
      {mayFix && needsFigure && <Figure label={item.kind === 'cost' ? relations.costOf(item.name) : relations.priceOf(item.name)} onSave={fix.mutate} isBusy={fix.isPending} />}
    </>
  )
}

function Figure({ label, onSave, isBusy }: { label: string; onSave: (amount: number) => void; isBusy: boolean }) {
  const relations = relationWords()
  const [text, setText] = useState('')
  const [isUnclear, setUnclear] = useState(false)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const amount = readRupiah(text)
        setUnclear(amount === undefined)
        if (amount !== undefined) onSave(amount)
      }}
      className="flex flex-col gap-2 sm:flex-row sm:items-end"
    >
      <div className="grow">
        <TextField label={label} inputMode="numeric" maxLength={20} value={text} onChange={(event) => setText(event.target.value)} error={isUnclear ? relations.amountInvalid : undefined} />
      </div>
      <Button type="submit" isBusy={isBusy} disabled={text.trim() === ''}>
        {relations.save}
      </Button>
    </form>
  )
}

function reasonOf(item: QualityItem, words: ReturnType<typeof relationWords>): string {
  if (item.kind === 'duplicate') return (item.evidence ?? []).map((one) => (one.kind === 'phone' ? words.reasons.phone(one.value) : one.kind === 'email' ? words.reasons.email(one.value) : one.kind === 'parcel-card' ? words.reasons.card(one.value) : words.reasons.name(one.value))).join(' · ')
  if (item.kind === 'stock') return item.countedAt ? words.lastCounted(longDate(item.countedAt)) : ''
  if (item.kind === 'price') return item.offer === undefined ? '' : words.lastSold(rupiah(item.offer))
  if (item.kind === 'cost') return item.price === undefined || item.price === null ? '' : words.sellsFor(rupiah(item.price))
  return ''
}

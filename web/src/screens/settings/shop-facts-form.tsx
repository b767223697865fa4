import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { call, type Answer } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea, TextField } from '../../ui/field.tsx'
import { readRupiah } from '../../ui/money-input.ts'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import type { Facts } from './facts.ts'
import { readShopFile } from './shop-file.ts'
import { FaqRows, ShippingRows } from './shop-facts-rows.tsx'
import { factWords } from './words.ts'

const days = ['senin', 'selasa', 'rabu', 'kamis', 'jumat', 'sabtu', 'minggu'] as const
const policies = ['returns', 'preorder', 'wholesale', 'custom', 'deposit', 'complaints'] as const

/** Everything the shop says about itself on one page; saved as a whole, with a warning when someone else was quicker. */
export function ShopFactsForm({ stored }: { stored: Answer<'getShopFacts'> }) {
  const { shell } = useMessages()
  const words = factWords()
  const [facts, setFacts] = useState<Facts>(stored.facts)
  const [freeOver, setFreeOver] = useState(stored.facts.freeShippingOver === null ? '' : String(stored.facts.freeShippingOver))
  const [unread, setUnread] = useState<string[]>([])
  const isFreeOverUnread = freeOver.trim() !== '' && readRupiah(freeOver) === undefined
  const queries = useQueryClient()
  const toast = useToast()
  const mayWrite = useMay('business.write')
  const change = (changes: Partial<Facts>) => setFacts((all) => ({ ...all, ...changes }))
  const save = useMutation({
    mutationFn: (next: Facts) => call('saveShopFacts', { body: next, ifMatch: `"${stored.version}"` }),
    onSuccess: async () => {
      const before = stored.facts
      await queries.invalidateQueries({ queryKey: ['shop-facts'] })
      await queries.invalidateQueries({ queryKey: ['setup'] })
      toast(words.saved, { undo: () => void call('saveShopFacts', { body: before }).then(() => queries.invalidateQueries({ queryKey: ['shop-facts'] })) })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isFreeOverUnread) return
    save.mutate({ ...facts, freeShippingOver: readRupiah(freeOver) ?? null, paymentMethods: facts.paymentMethods.map((one) => one.trim()).filter(Boolean) })
  }
  const loadFile = async (file: File | undefined) => {
    if (!file) return
    const read = readShopFile(new Uint8Array(await file.arrayBuffer()), facts)
    setUnread(read?.unread ?? [])
    toast(read ? words.fileRead : words.fileBad, { isBad: !read })
    if (!read) return
    setFacts(read.facts)
    setFreeOver(String(read.facts.freeShippingOver ?? ''))
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <label className="inline-flex min-h-12 cursor-pointer items-center self-start font-semibold text-primary underline has-focus-visible:outline-3 has-focus-visible:outline-primary">
        {words.fromFile}
        <input
          type="file"
          accept=".txt,.csv,.json,text/plain,text/csv,application/json"
          className="sr-only"
          onChange={(event) => {
            void loadFile(event.target.files?.[0])
            // The same file again, mended, is a change too.
            event.target.value = ''
          }}
        />
      </label>
      <p className="-mt-3 text-sm text-soft">{words.fromFileHint}</p>
      {unread.length > 0 && (
        <div role="status" className="rounded-box bg-note px-3 py-2 text-on-note">
          <p>{words.fileUnread(unread.length)}</p>
          <ul className="list-disc pl-5">
            {unread.slice(0, 10).map((line, index) => (
              <li key={index} className="break-words">
                {line.slice(0, 120)}
              </li>
            ))}
          </ul>
        </div>
      )}
      <Card>
        <TextArea label={words.address} rows={2} value={facts.address} onChange={(event) => change({ address: event.target.value })} maxLength={500} />
        <TextField label={words.mapsHint} value={facts.mapsHint} onChange={(event) => change({ mapsHint: event.target.value })} maxLength={500} />
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField label={words.phone} type="tel" value={facts.phone} onChange={(event) => change({ phone: event.target.value })} />
          <TextField label={words.instagram} value={facts.instagram} onChange={(event) => change({ instagram: event.target.value })} />
        </div>
      </Card>
      <Card title={words.hours}>
        <p className="text-sm text-soft">{words.hoursHint}</p>
        <div className="grid gap-3 sm:grid-cols-2">
          {days.map((day) => (
            <TextField key={day} label={words.days[day]} value={facts.hours[day] ?? ''} placeholder="08.00-17.00" onChange={(event) => change({ hours: withDay(facts.hours, day, event.target.value) })} />
          ))}
        </div>
        <Button onClick={() => change({ hours: Object.fromEntries(days.map((day) => [day, facts.hours.senin ?? ''])) })}>{words.copyToAll}</Button>
      </Card>
      <Card>
        <TextArea label={words.payments} hint={words.paymentsHint} value={facts.paymentMethods.join('\n')} onChange={(event) => change({ paymentMethods: event.target.value.split('\n') })} />
      </Card>
      <Card title={words.shipping}>
        <p className="text-sm text-soft">{words.shippingHint}</p>
        <ShippingRows rows={facts.shipping} onChange={(shipping) => change({ shipping })} />
        <Button icon={<Plus aria-hidden />} onClick={() => change({ shipping: [...facts.shipping, { method: '', area: '', price: null, eta: '', note: '' }] })}>
          {words.addShipping}
        </Button>
        <TextField label={words.freeOver} hint={words.freeOverHint} value={freeOver} onChange={(event) => setFreeOver(event.target.value)} error={isFreeOverUnread ? words.amountUnread : undefined} />
      </Card>
      <Card title={words.policies}>
        {policies.map((policy) => (
          <TextArea key={policy} label={words.policyNames[policy]} rows={2} value={facts.policies[policy] ?? ''} onChange={(event) => change({ policies: { ...facts.policies, [policy]: event.target.value } })} maxLength={4_000} />
        ))}
      </Card>
      <Card title={words.faqs}>
        <FaqRows rows={facts.faqs} onChange={(faqs) => change({ faqs })} />
        <Button icon={<Plus aria-hidden />} onClick={() => change({ faqs: [...facts.faqs, { q: '', a: '' }] })}>
          {words.addFaq}
        </Button>
      </Card>
      {save.error && (
        <p role="alert" className="font-semibold text-bad">
          {save.error.message}
        </p>
      )}
      {mayWrite && (
        <div className="sticky bottom-20 z-10 lg:static">
          <Button type="submit" kind="primary" isWide isBusy={save.isPending}>
            {save.isPending ? shell.saving : shell.save}
          </Button>
        </div>
      )}
    </form>
  )
}

function withDay(hours: Facts['hours'], day: (typeof days)[number], text: string): Facts['hours'] {
  const { [day]: _, ...others } = hours
  return text === '' ? others : { ...others, [day]: text }
}

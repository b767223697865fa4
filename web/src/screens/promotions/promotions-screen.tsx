import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { useMay } from '../../session.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea, TextField } from '../../ui/field.tsx'
import { longDate } from '../../ui/format.ts'
import { Page } from '../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { PromotionTabs } from './promotion-tabs.tsx'
import { factWords } from '../settings/words.ts'

/** The shop's dated promotions: the assistant names the running ones and computes with them. */
export function PromotionsScreen() {
  const { shell } = useMessages()
  const facts = factWords()
  const stored = useQuery({ queryKey: ['shop-facts'], queryFn: () => call('getShopFacts') })
  const [isAdding, setAdding] = useState(false)
  const mayWrite = useMay('business.write')
  const queries = useQueryClient()
  const toast = useToast()
  const save = useMutation({
    mutationFn: (promos: NonNullable<typeof stored.data>['facts']['promos']) => {
      if (!stored.data) throw new Error('not loaded')
      return call('saveShopFacts', { body: { ...stored.data.facts, promos }, ifMatch: `"${stored.data.version}"` })
    },
    onSuccess: async () => {
      setAdding(false)
      await queries.invalidateQueries({ queryKey: ['shop-facts'] })
      toast(shell.saved)
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  const promos = stored.data?.facts.promos ?? []
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    save.mutate([...promos, { code: text('code').toUpperCase(), text: text('text'), from: text('from'), to: text('to') }])
  }
  const today = new Date().toLocaleDateString('en-CA', { timeZone: 'Asia/Jakarta' })
  const addButton = mayWrite && (
    <Button kind="primary" onClick={() => setAdding(true)}>
      {facts.addPromo}
    </Button>
  )
  return (
    <Page title={shell.promotions} actions={promos.length > 0 && addButton}>
      <PromotionTabs current="facts" />
      {stored.isPending && <Loading />}
      {stored.isError && <ErrorState error={stored.error} onRetry={() => void stored.refetch()} />}
      {stored.data && promos.length === 0 && <EmptyState title={facts.promosEmpty} text={facts.promosEmptyText} action={addButton} />}
      <ul className="flex flex-col gap-3">
        {promos.map((promo, index) => {
          const state = promo.to < today ? 'ended' : promo.from > today ? 'planned' : 'active'
          return (
            <li key={index} className="flex items-start justify-between gap-3 rounded-box bg-card p-4 shadow-box">
              <span className="min-w-0">
                <span className="flex flex-wrap items-center gap-2">
                  <strong className="tabular">{promo.code}</strong>
                  <Badge tone={state === 'active' ? 'good' : 'plain'}>{state === 'active' ? facts.promoActive : state === 'ended' ? facts.promoEnded : facts.promoPlanned}</Badge>
                </span>
                <span className="block">{promo.text}</span>
                <span className="block text-sm text-soft">
                  {longDate(promo.from)} – {longDate(promo.to)}
                </span>
              </span>
              {mayWrite && (
                <IconButton label={`${facts.remove}: ${promo.code}`} onClick={() => save.mutate(promos.filter((_, at) => at !== index))}>
                  <Trash2 aria-hidden />
                </IconButton>
              )}
            </li>
          )
        })}
      </ul>
      <Dialog isOpen={isAdding} onClose={() => setAdding(false)} title={facts.addPromo}>
        <form onSubmit={submit} className="flex flex-col gap-4">
          <TextField name="code" label={facts.promoCode} required maxLength={40} autoCapitalize="characters" />
          <TextArea name="text" label={facts.promoText} required maxLength={1_000} />
          <div className="grid grid-cols-2 gap-3">
            <TextField name="from" type="date" label={facts.promoFrom} required defaultValue={today} />
            <TextField name="to" type="date" label={facts.promoTo} required min={today} />
          </div>
          <Button type="submit" kind="primary" isWide isBusy={save.isPending}>
            {shell.save}
          </Button>
        </form>
      </Dialog>
    </Page>
  )
}

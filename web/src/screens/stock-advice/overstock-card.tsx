import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call, type Answer } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import { stockAdviceWords } from './words.ts'

type Good = Answer<'listOverstock'>['items'][number]
const shownFirst = 5

/** Goods of which there is too much, each one tap from a promotion that can be read and changed before it is sent. */
export function OverstockCard() {
  const words = stockAdviceWords()
  const mayPromote = useMay('campaigns.write')
  const [isAll, setAll] = useState(false)
  const goods = useQuery({ queryKey: ['insights', 'overstock'], queryFn: () => call('listOverstock') }).data?.items ?? []
  if (goods.length === 0) return null
  return (
    <Card title={words.overstock}>
      <p className="text-soft">{words.overstockText}</p>
      <ul className="flex flex-col divide-y divide-line">
        {(isAll ? goods : goods.slice(0, shownFirst)).map((good) => (
          <li key={good.variantId} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 py-2">
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <span className="block font-semibold">{good.name}</span>
              <span className="text-sm text-soft">
                {words.left(good.onHand)} {good.lastsDays === null ? words.still : words.lasts(good.lastsDays)}
              </span>
            </span>
            {mayPromote && <Promote good={good} />}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-x-6">
        {goods.length > shownFirst && !isAll && (
          <Button kind="quiet" className="-ml-4" onClick={() => setAll(true)}>
            {words.allGoods}
          </Button>
        )}
        {mayPromote && (
          <Link to="/promosi/unggahan" className="inline-flex min-h-12 items-center font-semibold text-primary underline">
            {words.post}
          </Link>
        )}
      </div>
    </Card>
  )
}

function Promote({ good: { variantId, name } }: { good: Good }) {
  const words = stockAdviceWords()
  const navigate = useNavigate()
  const toast = useToast()
  const make = useMutation({
    mutationFn: async () => {
      const { items } = await call('suggestCampaigns')
      const ready = items.find((item) => item.recipe === 'everyone')?.input
      const blank = { channelId: null, holdoutPercent: 25, measureDays: 14, audience: {} }
      return call('addCampaign', { body: { ...blank, ...ready, name: words.campaign(name).slice(0, 80), variants: [{ name: 'A', text: words.campaignText }], productMode: 'fixed', variantId } })
    },
    onSuccess: ({ campaignId }) => navigate({ to: '/promosi/kampanye/$campaignId', params: { campaignId } }),
    onError: (error) => toast(error.message, { isBad: true }),
  })
  return (
    <Button aria-label={`${words.promote}: ${name}`} isBusy={make.isPending} onClick={() => make.mutate()}>
      {words.promote}
    </Button>
  )
}

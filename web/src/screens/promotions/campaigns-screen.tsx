import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { Refusal } from '../../ui/form.tsx'
import { shortTime } from '../../ui/format.ts'
import { Page } from '../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../ui/states.tsx'
import { PromotionTabs } from './promotion-tabs.tsx'
import { campaignsQuery, suggestionsQuery, type Campaign, type CampaignInput, type Suggestion } from './queries.ts'
import { RulesForm } from './rules-form.tsx'
import { campaignWords } from './words.ts'

/** What could be sent today, and what was. */
export function CampaignsScreen() {
  const words = campaignWords()
  const mayWrite = useMay('campaigns.write')
  const campaigns = useInfiniteQuery(campaignsQuery('broadcast'))
  const suggestions = useQuery(suggestionsQuery)
  const [isOpen, setOpen] = useState(false)
  const navigate = useNavigate()
  const make = useMutation({
    mutationFn: (input: CampaignInput) => call('addCampaign', { body: input }),
    onSuccess: ({ campaignId }) => navigate({ to: '/promosi/kampanye/$campaignId', params: { campaignId } }),
  })
  const items = (campaigns.data?.pages ?? []).flatMap((page) => page.items)
  const own = suggestions.data?.items[0]?.input
  const blank: CampaignInput = { name: words.newName, channelId: own?.channelId ?? null, audience: {}, variants: [{ name: 'A', text: words.newText }], productMode: 'none', variantId: null, offer: { kind: 'none', value: 0 }, holdoutPercent: 25, measureDays: 14 }
  const makeOwn = mayWrite && (
    <Button isBusy={make.isPending} onClick={() => make.mutate(blank)}>
      {words.makeOwn}
    </Button>
  )
  return (
    <Page title={words.title} actions={items.length > 0 && makeOwn}>
      <PromotionTabs current="campaigns" />
      <Refusal error={make.error} />
      {mayWrite && <Suggestions items={suggestions.data?.items ?? []} isBusy={make.isPending} onChoose={(suggestion) => make.mutate(suggestion.input)} />}
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={words.settings}>
        <RulesForm onDone={() => setOpen(false)} />
      </Dialog>
      {campaigns.isPending && <Loading />}
      {campaigns.isError && <ErrorState error={campaigns.error} onRetry={() => void campaigns.refetch()} />}
      {campaigns.data && items.length === 0 && <EmptyState title={words.empty} text={words.emptyText} action={makeOwn} />}
      {items.length > 0 && (
        <section className="flex flex-col gap-3" aria-label={words.past}>
          <h2 className="text-lg font-bold">{words.past}</h2>
          <ul className="flex flex-col gap-2">
            {items.map((campaign) => (
              <CampaignRow key={campaign.campaignId} campaign={campaign} />
            ))}
          </ul>
          {campaigns.hasNextPage && (
            <Button isBusy={campaigns.isFetchingNextPage} onClick={() => void campaigns.fetchNextPage()}>
              {words.more}
            </Button>
          )}
          <ExportLinks list="campaigns" filter={{ kind: 'broadcast' }} />
        </section>
      )}
      {mayWrite && (
        <Button kind="quiet" onClick={() => setOpen(true)}>
          {words.settings}
        </Button>
      )}
    </Page>
  )
}

function Suggestions({ items, isBusy, onChoose }: { items: Suggestion[]; isBusy: boolean; onChoose: (suggestion: Suggestion) => void }) {
  const words = campaignWords()
  if (items.length === 0) return null
  return (
    <section className="flex flex-col gap-3" aria-label={words.suggested}>
      <h2 className="text-lg font-bold">{words.suggested}</h2>
      <ul className="grid gap-3 sm:grid-cols-2">
        {items.map((suggestion) => (
          <li key={suggestion.recipe} className="flex flex-col gap-2 rounded-box bg-card p-4 shadow-box">
            <h3 className="font-bold">{words.suggestion[suggestion.recipe].title}</h3>
            <p className="grow text-soft">
              {words.suggestion[suggestion.recipe].why(suggestion.audience)} {words.reachable(suggestion.reachable)}.
            </p>
            <Button kind="primary" disabled={isBusy} onClick={() => onChoose(suggestion)}>
              {words.look}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

const tones = { draft: 'plain', waiting: 'warn', running: 'good', paused: 'warn', stopped: 'bad', done: 'plain' } as const

export function StatusBadge({ status }: Pick<Campaign, 'status'>) {
  return <Badge tone={tones[status]}>{campaignWords().status[status]}</Badge>
}

export function CampaignRow({ campaign }: { campaign: Campaign }) {
  const words = campaignWords()
  const { totals } = campaign
  return (
    <li>
      <Link to="/promosi/kampanye/$campaignId" params={{ campaignId: campaign.campaignId }} className="flex min-h-14 items-center justify-between gap-3 rounded-box bg-card p-4 shadow-box hover:bg-tint">
        <span className="min-w-0">
          <span className="block truncate font-semibold">{campaign.name}</span>
          <span className="block text-sm text-soft tabular">{campaign.status === 'draft' ? shortTime(campaign.createdAt) : words.summary(totals.sent, totals.heldOut)}</span>
        </span>
        <StatusBadge status={campaign.status} />
      </Link>
    </li>
  )
}

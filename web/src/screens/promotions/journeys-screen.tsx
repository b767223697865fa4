import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { Refusal } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../ui/states.tsx'
import { CampaignRow } from './campaigns-screen.tsx'
import { PromotionTabs } from './promotion-tabs.tsx'
import { campaignSettingsQuery, campaignsQuery, triggersQuery } from './queries.ts'
import { campaignWords } from './words.ts'

/** Messages that leave by themselves when something happens to one customer. */
export function JourneysScreen() {
  const words = campaignWords()
  const mayWrite = useMay('campaigns.write')
  const journeys = useInfiniteQuery(campaignsQuery('journey'))
  const triggers = useQuery(triggersQuery)
  const settings = useQuery(campaignSettingsQuery)
  const navigate = useNavigate()
  const items = (journeys.data?.pages ?? []).flatMap((page) => page.items)
  const make = useMutation({
    mutationFn: ({ trigger, days }: { trigger: string; days: number }) => {
      const journey = words.journey[trigger]
      const text = journey?.text ?? words.newText
      const productMode = text.includes('{{produk}}') ? ('usual' as const) : ('none' as const)
      return call('addCampaign', {
        body: {
          name: journey?.title ?? trigger, channelId: settings.data?.channels.find((channel) => channel.isActive)?.channelId ?? null, audience: {}, variants: [{ name: 'A', text }], productMode, variantId: null, offer: { kind: 'none', value: 0 }, holdoutPercent: 20, measureDays: 14, trigger,
          triggerDays: days,
        },
      })
    },
    onSuccess: ({ campaignId }) => navigate({ to: '/promosi/kampanye/$campaignId', params: { campaignId } }),
  })
  return (
    <Page title={words.title}>
      <PromotionTabs current="journeys" />
      <p className="text-soft">{words.journeysIntro}</p>
      {journeys.isPending && <Loading rows={2} />}
      {journeys.isError && <ErrorState error={journeys.error} onRetry={() => void journeys.refetch()} />}
      {journeys.data && items.length === 0 && <EmptyState title={words.journeysEmpty} text={words.journeysEmptyText} />}
      <ul className="flex flex-col gap-2">
        {items.map((campaign) => (
          <CampaignRow key={campaign.campaignId} campaign={campaign} />
        ))}
      </ul>
      {items.length > 0 && <ExportLinks list="campaigns" filter={{ kind: 'journey' }} />}
      <Refusal error={make.error} />
      {mayWrite && (
        <ul className="grid gap-3 sm:grid-cols-2">
          {triggers.data?.items.map(({ trigger, days }) => (
            <li key={trigger} className="flex flex-col gap-2 rounded-box bg-card p-4 shadow-box">
              <h2 className="font-bold">{words.journey[trigger]?.title ?? trigger}</h2>
              <p className="grow text-soft">{words.journey[trigger]?.when(days)}</p>
              <Button disabled={make.isPending || !settings.data} onClick={() => make.mutate({ trigger, days })}>
                {words.makeJourney(words.journey[trigger]?.title ?? trigger)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}

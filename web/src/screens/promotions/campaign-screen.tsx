import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { Page } from '../../ui/page.tsx'
import { StatusBadge } from './campaigns-screen.tsx'
import { CopyList } from './copy-list.tsx'
import { DeliveryList } from './delivery-list.tsx'
import { DraftView } from './draft-view.tsx'
import { campaignQuery } from './queries.ts'
import { ResultCard } from './result-card.tsx'
import { RunningCard } from './running-card.tsx'
import { campaignWords } from './words.ts'

/** One campaign: before it leaves, while it does, and what came of it. */
export function CampaignScreen() {
  const { campaignId } = useParams({ from: '/signed-in/promosi/kampanye/$campaignId' })
  const words = campaignWords()
  const campaign = useQuery({ ...campaignQuery(campaignId), refetchInterval: ({ state }) => (state.data && ['waiting', 'running'].includes(state.data.status) && state.data.channelId !== null ? 2_000 : false) })
  const data = campaign.data
  return (
    <Page title={data?.name ?? words.title} back={data?.kind === 'journey' ? '/promosi/otomatis' : '/promosi'} actions={data && <StatusBadge status={data.status} />}>
      {campaign.isPending && <Loading />}
      {campaign.isError && <ErrorState error={campaign.error} onRetry={() => void campaign.refetch()} />}
      {data?.status === 'draft' && <DraftView campaign={data} />}
      {data && data.status !== 'draft' && (
        <>
          <RunningCard campaign={data} />
          {data.channelId === null && data.status !== 'done' && <CopyList campaignId={campaignId} />}
          <ResultCard campaign={data} />
          <DeliveryList campaignId={campaignId} />
        </>
      )}
    </Page>
  )
}

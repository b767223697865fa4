import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { Refusal } from '../../ui/form.tsx'
import { Card } from '../../ui/page.tsx'
import { dayAndTime } from '../../ui/format.ts'
import { useToast } from '../../ui/toast.tsx'
import { campaignQuery, type Campaign } from './queries.ts'
import { campaignWords } from './words.ts'

const shown = ['audience', 'sent', 'delivered', 'read', 'waiting', 'heldOut', 'leftOut', 'rejected', 'uncertain', 'optOuts'] as const
/** Longer waits are told as a day and a time. */
const shownSeconds = 120
const always = new Set(['audience', 'sent', 'heldOut', 'waiting'])

/** Where a campaign stands: counts that always add up, and what can be done now. */
export function RunningCard({ campaign }: { campaign: Campaign }) {
  const words = campaignWords()
  const { campaignId, status, totals, holdReason } = campaign
  const mayWrite = useMay('campaigns.write')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const toast = useToast()
  const step = useMutation({
    mutationFn: (name: 'pauseCampaign' | 'resumeCampaign' | 'endCampaign' | 'undoCampaign') => call(name, { params: { campaignId } }),
    onSuccess: (after, name) => {
      queries.setQueryData(campaignQuery(campaignId).queryKey, after)
      toast({ pauseCampaign: words.paused, resumeCampaign: words.resumed, endCampaign: words.ended, undoCampaign: words.undone }[name])
    },
  })
  const repeat = useMutation({
    mutationFn: () => call('repeatCampaign', { params: { campaignId } }),
    onSuccess: async (draft) => {
      await navigate({ to: '/promosi/kampanye/$campaignId', params: { campaignId: draft.campaignId } })
      toast(words.repeated)
    },
  })
  const toSend = totals.audience - totals.heldOut - totals.leftOut
  const done = toSend - totals.waiting
  const left = useSecondsUntil(status === 'waiting' ? campaign.startsAt : null)
  const isByHand = campaign.channelId === null
  return (
    <Card>
      {status === 'waiting' && left > 0 && (
        <p role="timer" className="font-semibold">
          {left > shownSeconds && campaign.startsAt ? words.scheduled(dayAndTime(campaign.startsAt)) : words.undoIn(left)}
        </p>
      )}
      {holdReason && <p className="rounded-box bg-note p-3 text-on-note">{words.hold[holdReason] ?? holdReason}</p>}
      {toSend > 0 && status !== 'done' && (
        <>
          <p className="tabular">{words.progress(done, toSend)}</p>
          <progress aria-label={words.progress(done, toSend)} value={done} max={toSend} className="h-3 w-full accent-primary" />
        </>
      )}
      <dl className="grid grid-cols-[repeat(auto-fill,minmax(8rem,1fr))] gap-x-4 gap-y-2">
        {shown
          .filter((name) => always.has(name) || totals[name] > 0)
          .map((name) => (
            <div key={name} className="flex flex-col">
              <dt className="text-sm text-soft">{words.totals[name]}</dt>
              <dd className="text-lg font-bold tabular">{totals[name]}</dd>
            </div>
          ))}
      </dl>
      {totals.uncertain > 0 && <p className="rounded-box bg-note p-3 text-on-note">{words.uncertainWhy(totals.uncertain)}</p>}
      <Refusal error={step.error ?? repeat.error} />
      {mayWrite && (
        <div className="flex flex-wrap gap-2">
          {status === 'waiting' && (
            <Button kind="primary" isBusy={step.isPending} onClick={() => step.mutate('undoCampaign')}>
              {words.undo}
            </Button>
          )}
          {status === 'running' && !isByHand && (
            <Button kind="primary" isBusy={step.isPending} onClick={() => step.mutate('pauseCampaign')}>
              {words.pause}
            </Button>
          )}
          {(status === 'paused' || status === 'stopped') && (
            <Button kind="primary" isBusy={step.isPending} onClick={() => step.mutate('resumeCampaign')}>
              {words.resume}
            </Button>
          )}
          {status !== 'done' && status !== 'waiting' && (
            <Button kind="danger" isBusy={step.isPending} onClick={() => step.mutate('endCampaign')}>
              {words.end}
            </Button>
          )}
          {campaign.kind === 'broadcast' && (
            <Button isBusy={repeat.isPending} onClick={() => repeat.mutate()}>
              {words.repeat}
            </Button>
          )}
        </div>
      )}
    </Card>
  )
}

function useSecondsUntil(iso: string | null): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (iso === null) return
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [iso])
  return iso === null ? 0 : Math.max(0, Math.ceil((Date.parse(iso) - now) / 1_000))
}

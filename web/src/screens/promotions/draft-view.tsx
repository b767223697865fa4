import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { withWords } from '../../locales/locale.ts'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Refusal } from '../../ui/form.tsx'
import { clockTime, dayAndTime, rupiah } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { PhonePreview } from './phone-preview.tsx'
import { campaignQuery, previewQuery, type Campaign, type Preview } from './queries.ts'
import { campaignWords, reasonWords } from './words.ts'

const DraftForm = lazy(() => withWords(import('./draft-form.tsx')).then((file) => ({ default: file.DraftForm })))
const ScheduleForm = lazy(() => withWords(import('./schedule-form.tsx')).then((file) => ({ default: file.ScheduleForm })))

/** Everything that launching would do, and one button that does it. */
export function DraftView({ campaign }: { campaign: Campaign }) {
  const words = campaignWords()
  const { campaignId } = campaign
  const mayWrite = useMay('campaigns.write')
  const asked = useQuery(previewQuery(campaignId))
  const working = asked.data && 'working' in asked.data ? asked.data.working : undefined
  const preview = asked.data && 'working' in asked.data ? undefined : asked.data
  const [isEditing, setEditing] = useState(false)
  const [isScheduling, setScheduling] = useState(false)
  const [shownId, setShownId] = useState<string>()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const toast = useToast()
  const isJourney = campaign.kind === 'journey'
  const undo = useMutation({
    mutationFn: () => call('undoCampaign', { params: { campaignId } }),
    onSuccess: (after) => {
      queries.setQueryData(campaignQuery(campaignId).queryKey, after)
      toast(words.undone)
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  const launch = useMutation({
    mutationFn: (startsAt?: string) => call('launchCampaign', { params: { campaignId }, body: startsAt ? { startsAt } : {} }),
    onSuccess: (after, startsAt) => {
      queries.setQueryData(campaignQuery(campaignId).queryKey, after)
      toast(startsAt ? words.scheduled(dayAndTime(startsAt)) : isJourney ? words.turnedOn : words.sending(after.totals.waiting), { undo: () => undo.mutate() })
    },
  })
  const remove = useMutation({
    mutationFn: () => call('removeCampaign', { params: { campaignId } }),
    onSuccess: async () => {
      await navigate({ to: isJourney ? '/promosi/otomatis' : '/promosi' })
      void queries.invalidateQueries({ queryKey: ['campaign', 'list'] })
      toast(words.removed)
    },
  })
  const shown = preview?.samples.find((person) => person.customerId === shownId) ?? preview?.samples[0]
  const test = useMutation({
    mutationFn: (customerId: string) => call('sendCampaignTest', { params: { campaignId }, body: { customerId } }),
    onSuccess: () => toast(words.tested(shown?.name ?? '')),
  })
  const action = isJourney ? words.turnOn : campaign.channelId === null ? words.makeList(preview?.messaged ?? 0) : words.send(preview?.messaged ?? 0)
  return (
    <>
      {asked.isPending && <Loading rows={3} />}
      {working && (
        <Card title={words.preview}>
          <p role="status">{words.counting(working.done, working.all)}</p>
          <progress className="w-full" max={working.all} value={working.done} aria-label={words.preview} />
          {mayWrite && <Button onClick={() => setEditing(true)}>{words.edit}</Button>}
        </Card>
      )}
      {asked.isError && <ErrorState error={asked.error} onRetry={() => void asked.refetch()} />}
      {preview && (
        <>
          {isJourney && <JourneySteps campaign={campaign} />}
          <PhonePreview people={preview.samples} onShow={(person) => setShownId(person.customerId)} />
          {!isJourney && <WhoAndWhat preview={preview} isByHand={campaign.channelId === null} />}
          <Refusal error={launch.error ?? test.error ?? remove.error} />
          {mayWrite && (
            <div className="sticky bottom-[calc(env(safe-area-inset-bottom)+4.5rem)] z-10 flex flex-col gap-2 lg:bottom-4">
              <Button kind="primary" isWide isBusy={launch.isPending} disabled={!isJourney && preview.messaged === 0} onClick={() => launch.mutate(undefined)}>
                {action}
              </Button>
            </div>
          )}
          {mayWrite && (
            <div className="flex flex-wrap gap-2">
              <Button onClick={() => setEditing(true)}>{words.edit}</Button>
              {!isJourney && campaign.channelId !== null && preview.messaged > 0 && <Button onClick={() => setScheduling(true)}>{words.schedule}</Button>}
              {campaign.channelId !== null && shown && shown.reason === null && (
                <Button isBusy={test.isPending} onClick={() => test.mutate(shown.customerId)}>
                  {words.test}
                </Button>
              )}
              <Button kind="danger" isBusy={remove.isPending} onClick={() => remove.mutate()}>
                {words.remove}
              </Button>
            </div>
          )}
        </>
      )}
      <Dialog isOpen={isScheduling} onClose={() => setScheduling(false)} title={words.scheduleTitle}>
        <Suspense fallback={<Loading rows={2} />}>{isScheduling && <ScheduleForm isBusy={launch.isPending} error={launch.error} onChoose={(startsAt) => launch.mutate(startsAt)} />}</Suspense>
      </Dialog>
      <Dialog isOpen={isEditing} onClose={() => setEditing(false)} title={words.editTitle}>
        <Suspense fallback={<Loading rows={4} />}>{isEditing && <DraftForm campaign={campaign} onDone={() => setEditing(false)} />}</Suspense>
      </Dialog>
    </>
  )
}

function WhoAndWhat({ preview, isByHand }: { preview: Preview; isByHand: boolean }) {
  const words = campaignWords()
  const left = preview.leftOut.reduce((sum, group) => sum + group.count, 0)
  const isLater = new Date(preview.startsAt).getTime() - Date.now() > 60_000
  return (
    <Card title={words.preview}>
      <p className="text-lg font-bold">{words.willGet(preview.messaged)}</p>
      <p>
        {words.willNotGet(preview.heldOut)}. <span className="text-soft">{words.holdoutWhy}</span>
      </p>
      <p className="tabular">
        {words.cost}: <strong>{preview.cost.estimate === 0 ? words.free : rupiah(preview.cost.estimate)}</strong>
        {preview.cost.paidMessages > 0 && <span className="text-soft"> · {[words.costOf(preview.cost.paidMessages), preview.cost.note].filter(Boolean).join(' · ')}</span>}
      </p>
      {!isByHand && (
        <p className="text-soft">
          {isLater ? words.starts(clockTime(preview.startsAt)) : words.startsNow}
          {preview.minutes > 1 && ` (${words.takes(preview.minutes)})`}
        </p>
      )}
      {preview.dailyLimit !== null && preview.messaged > preview.dailyLimit && <p>{words.dailyLimit(preview.dailyLimit)}</p>}
      {left > 0 && (
        <details>
          <summary className="min-h-12 content-center font-semibold">{words.leftOut(left)}</summary>
          <ul className="flex flex-col gap-2">
            {preview.leftOut.map((group) => (
              <li key={group.reason}>
                <strong className="tabular">{group.count}</strong> {reasonWords(group.reason)}
                {group.names.length > 0 && <span className="block text-sm text-soft">{words.andOthers(group.names.join(', '), group.count - group.names.length)}</span>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  )
}

/** A journey as its steps, top to bottom, readable on a phone. */
export function JourneySteps({ campaign }: { campaign: Pick<Campaign, 'trigger' | 'triggerDays' | 'holdoutPercent'> }) {
  const words = campaignWords()
  const when = words.journey[campaign.trigger ?? '']?.when(campaign.triggerDays ?? 0) ?? ''
  return (
    <ol className="flex flex-col gap-2">
      {words.steps(when, campaign.holdoutPercent).map((step, index) => (
        <li key={step} className="flex items-center gap-3 rounded-box bg-card p-3 shadow-box">
          <span aria-hidden className="inline-flex size-8 shrink-0 items-center justify-center rounded-full bg-tint font-bold tabular">
            {index + 1}
          </span>
          {step}
        </li>
      ))}
    </ol>
  )
}

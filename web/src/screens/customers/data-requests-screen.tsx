import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { useMay } from '../../session.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { SelectField, TextArea } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { textOf } from '../../ui/form.tsx'
import { longDate } from '../../ui/format.ts'
import { Card, Page } from '../../ui/page.tsx'
import { EmptyState, ErrorState, LinkButton, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { Processing } from './processing.tsx'
import { dataRequestsQuery, type DataRequest } from './relation-queries.ts'
import { relationWords } from './words.ts'

/** What people asked about their data, what is due first on top, with its clock of 3×24 hours. */
export function DataRequestsScreen() {
  const relations = relationWords()
  const open = useInfiniteQuery(dataRequestsQuery('open'))
  const closed = useInfiniteQuery(dataRequestsQuery('closed'))
  const [first] = open.data?.pages ?? []
  const isEmpty = open.data && closed.data && first?.items.length === 0 && closed.data.pages[0]?.items.length === 0
  return (
    <Page title={relations.requests} back="/pelanggan">
      <p className="text-soft">{relations.requestsText}</p>
      {first && first.overdueCount > 0 && (
        <p role="alert" className="rounded-box bg-note p-4 font-semibold text-on-note">
          {relations.overdueAlert(first.overdueCount)}
        </p>
      )}
      {open.isPending && <Loading rows={3} />}
      {open.isError && !open.data && <ErrorState error={open.error} onRetry={() => void open.refetch()} />}
      {isEmpty && <EmptyState title={relations.requestsEmpty} text={relations.requestsEmptyText} action={<LinkButton to="/pelanggan">{relations.toCustomers}</LinkButton>} />}
      <Requests title={relations.open} list={open} state="open" />
      <Requests title={relations.closed} list={closed} state="closed" />
      <ExportLinks list="consents" title={relations.consentLedger} />
      <Processing />
    </Page>
  )
}

function Requests({ title, list, state }: { title: string; list: ListOfRequests; state: 'open' | 'closed' }) {
  const { shell } = useMessages()
  const pages = list.data?.pages ?? []
  const items = pages.flatMap((page) => page.items)
  if (items.length === 0) return null
  return (
    <Card title={title}>
      <ul className="divide-y divide-line">
        {items.map((request) => (
          <li key={request.dataRequestId} className="flex flex-col gap-2 py-3 first:pt-0 last:pb-0">
            <RequestRow request={request} serverNow={pages[0]?.now ?? ''} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button isWide isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {shell.loadMore}
        </Button>
      )}
      <ExportLinks list="data-requests" filter={{ state }} />
    </Card>
  )
}

function RequestRow({ request, serverNow }: { request: DataRequest; serverNow: string }) {
  const relations = relationWords()
  const mayDecide = useMay('privacy.write')
  const [closing, setClosing] = useState<'done' | 'refused'>()
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="font-semibold">{relations.requestKinds[request.kind]}</span>
        {request.status === 'open' ? <Countdown dueAt={request.dueAt} serverNow={serverNow} /> : <Badge tone={request.status === 'done' ? 'good' : 'plain'}>{relations.statuses[request.status]}</Badge>}
      </div>
      {request.customerId ? (
        <Link to="/pelanggan/$customerId" params={{ customerId: request.customerId }} className="inline-flex min-h-12 items-center self-start text-primary underline">
          {request.customerName || relations.nameless}
        </Link>
      ) : (
        <span className="text-soft">{relations.anonymous}</span>
      )}
      <span className="text-sm text-soft">{relations.received(longDate(request.receivedAt))}</span>
      {request.note && <p className="[overflow-wrap:anywhere]">{request.note}</p>}
      {request.outcome && <p className="[overflow-wrap:anywhere] text-soft">{request.outcome}</p>}
      {request.status === 'open' && mayDecide && (
        <div className="flex flex-wrap gap-2">
          <Button kind="primary" onClick={() => setClosing('done')}>
            {relations.doIt}
          </Button>
          <Button onClick={() => setClosing('refused')}>{relations.refuse}</Button>
        </div>
      )}
      {closing && <CloseDialog request={request} status={closing} onClose={() => setClosing(undefined)} />}
    </>
  )
}

/** Counts by the server's clock, which the law's 72 hours are kept by; renewed each half minute. */
function Countdown({ dueAt, serverNow }: { dueAt: string; serverNow: string }) {
  const relations = relationWords()
  const [skew] = useState(() => Date.parse(serverNow) - Date.now())
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  const left = Date.parse(dueAt) - (now + skew)
  const minutes = Math.floor(Math.abs(left) / 60_000)
  const text = relations.hours(Math.floor(minutes / 60), minutes % 60)
  if (left <= 0) return <Badge tone="bad">{relations.late(text)}</Badge>
  return <Badge tone={left < 86_400_000 ? 'warn' : 'plain'}>{relations.left(text)}</Badge>
}

function CloseDialog({ request, status, onClose }: { request: DataRequest; status: 'done' | 'refused'; onClose: () => void }) {
  const relations = relationWords()
  const toast = useToast()
  const queries = useQueryClient()
  const isDone = status === 'done'
  const close = useMutation({
    mutationFn: (form: FormData) =>
      call('closeDataRequest', {
        params: { dataRequestId: request.dataRequestId },
        body: { status, outcome: textOf(form, 'outcome'), ...(request.kind === 'object' && isDone ? { objectsTo: textOf(form, 'objectsTo') === 'assistant' ? ('assistant' as const) : ('marketing' as const) } : {}) },
      }),
    onSuccess: async () => {
      toast(relations.closedDone)
      onClose()
      await Promise.all(['data-request', 'customer', 'customers'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
    },
  })
  return (
    <FormDialog
      title={isDone ? relations.doTitle(relations.requestKinds[request.kind]) : relations.refuseTitle}
      intro={isDone && <p>{relations.doTexts[request.kind]}</p>}
      action={isDone ? relations.doIt : relations.refuse}
      kind={request.kind === 'erase' && isDone ? 'danger' : 'primary'}
      onSubmit={close.mutate}
      onClose={onClose}
      isBusy={close.isPending}
      error={close.error}
    >
      {request.kind === 'object' && isDone && (
        <SelectField name="objectsTo" label={relations.objectsTo}>
          <option value="marketing">{relations.objections.marketing}</option>
          <option value="assistant">{relations.objections.assistant}</option>
        </SelectField>
      )}
      <TextArea name="outcome" label={isDone ? relations.outcome : relations.refuseReason} rows={3} maxLength={2_000} required={!isDone} />
    </FormDialog>
  )
}

interface ListOfRequests {
  data: { pages: { items: DataRequest[]; now: string }[] } | undefined
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => Promise<unknown>
}

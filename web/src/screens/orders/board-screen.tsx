import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowRight } from 'lucide-react'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { useMay } from '../../session.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { rupiah, shortTime } from '../../ui/format.ts'
import { Page } from '../../ui/page.tsx'
import { EmptyState, ErrorState, LinkButton, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { dueOf, isDueToday, lateDays } from './order-facts.ts'
import { orderSettingsQuery, workQuery, type Order } from './queries.ts'
import { SalesTabs } from './sales-tabs.tsx'
import { salesWords } from './words.ts'

/** Orders in work by the step they have reached, the promised first: a workshop's morning page. */
export function BoardScreen() {
  const { catalog } = useMessages()
  const { board: words, orders: orderWords } = salesWords()
  const work = useQuery(workQuery)
  const settings = useQuery(orderSettingsQuery)
  const maySet = useMay('business.write')
  const items = work.data?.items ?? []
  const stages = settings.data?.stages ?? []
  // Steps that were renamed meanwhile keep their orders in sight.
  const others = [...new Set(items.flatMap((order) => (order.stage && !stages.includes(order.stage) ? [order.stage] : [])))]
  const columns = [null, ...stages, ...others]
  return (
    <Page title={catalog.title} isWide>
      <SalesTabs current="board" />
      {(work.isPending || settings.isPending) && <Loading />}
      {work.isError && <ErrorState error={work.error} onRetry={() => void work.refetch()} />}
      {work.isSuccess && items.length === 0 && <EmptyState title={words.empty} text={words.emptyText} action={<LinkButton to="/jualan/pesanan">{orderWords.title}</LinkButton>} />}
      {items.length > 0 && (
        <div className="-mx-4 flex snap-x gap-3 overflow-x-auto px-4 pb-2">
          {columns.map((stage) => {
            const own = items.filter((order) => (order.stage ?? null) === stage)
            return (
              <section key={stage ?? ''} aria-label={words.columns(stage ?? words.noStage, own.length)} className="flex w-72 shrink-0 snap-start flex-col gap-2 rounded-box bg-line/40 p-2 lg:w-44 lg:grow">
                <h2 className="flex items-center justify-between px-2 pt-1 font-bold">
                  {stage ?? words.noStage}
                  <span className="text-soft tabular">{own.length}</span>
                </h2>
                <ul className="flex flex-col gap-2">
                  {own.map((order) => (
                    <li key={order.orderId}>
                      <WorkCard order={order} next={stages[stage === null ? 0 : stages.indexOf(stage) + 1]} />
                    </li>
                  ))}
                </ul>
              </section>
            )
          })}
        </div>
      )}
      {settings.isSuccess && stages.length === 0 && maySet && <LinkButton to="/pengaturan/pembayaran">{words.setStages}</LinkButton>}
    </Page>
  )
}

function WorkCard({ order, next }: { order: Order; next: string | undefined }) {
  const { board: words, orders: orderWords, order: detailWords } = salesWords()
  const queries = useQueryClient()
  const toast = useToast()
  const mayWrite = useMay('orders.write')
  const late = lateDays(order)
  const due = dueOf(order)
  const move = useMutation({
    mutationFn: (stage: string) => call('enterStage', { params: { orderId: order.orderId }, body: { stage } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['orders'] })
      toast(detailWords.stageSaved)
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  return (
    <article className="flex flex-col gap-2 rounded-box bg-card p-3 shadow-box">
      <Link to="/jualan/pesanan/$orderId" params={{ orderId: order.orderId }} className="-m-1 flex flex-col gap-1 rounded-box p-1 hover:bg-tint">
        <span className="font-semibold">{order.customerName || orderWords.anonymous}</span>
        <span className="line-clamp-2 text-sm text-soft">{order.lines.map((line) => `${line.quantity} ${line.name}`).join(', ')}</span>
        <span className="flex flex-wrap gap-1">
          {late > 0 && <Badge tone="bad">{orderWords.isLate(late)}</Badge>}
          {late === 0 && order.promisedOn && <Badge tone={isDueToday(order) ? 'warn' : 'plain'}>{isDueToday(order) ? orderWords.dueToday : shortTime(order.promisedOn)}</Badge>}
        </span>
        {due === 0 && <span className="text-sm">{orderWords.paid}</span>}
        {due > 0 && <span className="text-sm text-soft tabular">{words.depositIn(rupiah(order.paidTotal))}</span>}
        {due > 0 && <span className="text-sm font-semibold tabular">{orderWords.due(rupiah(due))}</span>}
      </Link>
      {mayWrite && next && (
        <Button icon={<ArrowRight aria-hidden className="size-5" />} isBusy={move.isPending} onClick={() => move.mutate(next)} aria-label={`${detailWords.enter(next)}: ${order.customerName || order.number}`}>
          {next}
        </Button>
      )}
    </article>
  )
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { aboutRupiah } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { decisionQuery, homeQuery, type Decision } from '../insights/queries.ts'
import { insightWords } from '../insights/words.ts'
import { WriteToSegment } from '../insights/write-to-segment.tsx'

/** At most three things to do this week, each with why, what hangs on it, one tap, and a way to say that it is wrong. */
export function Decisions({ decisions, isReckoned }: { decisions: Decision[]; isReckoned: boolean }) {
  const words = insightWords()
  const open = decisions.filter((decision) => decision.status === 'open')
  return (
    <Card title={words.decisions}>
      {open.length === 0 && <p className="text-soft">{isReckoned ? words.noDecisions : words.reckoning}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {open.map((decision) => (
          <li key={decision.decisionId} className="py-3 first:pt-0 last:pb-0">
            <DecisionView decision={decision} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function DecisionView({ decision }: { decision: Decision }) {
  const words = insightWords()
  const [isOpen, setOpen] = useState(false)
  const decide = useDecide(decision.decisionId)
  const mayDecide = useMay('business.write')
  const kind = words.kinds[decision.kind]
  if (!kind) return null
  return (
    <article className="flex flex-col gap-2">
      <h3 className="font-bold">{kind.title(decision.facts)}</h3>
      <p>
        {kind.text(decision.facts)} {words.atStake(aboutRupiah(decision.low), aboutRupiah(decision.high))}
      </p>
      <div className="flex flex-wrap gap-2">
        <Action kind={decision.kind} label={kind.action} />
        {mayDecide && (
          <>
            <Button onClick={() => decide.mutate('later')}>{words.later}</Button>
            <Button kind="quiet" onClick={() => decide.mutate('wrong')}>
              {words.wrong}
            </Button>
          </>
        )}
        <Button kind="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {words.rows(decision.subjects)}
        </Button>
      </div>
      {isOpen && <Rows decisionId={decision.decisionId} />}
    </article>
  )
}

/** Whom a suggestion invites. */
const segments: Record<string, string> = { slipping: 'hampir-hilang', 'long-gone': 'lama-hilang' }

function Action({ kind, label }: { kind: string; label: string }) {
  const look = 'inline-flex min-h-12 items-center justify-center rounded-box bg-primary px-4 py-2 font-semibold text-on-primary shadow-box'
  if (kind === 'unanswered') return <Link to="/chat" search={{ view: 'needs-person' }} className={look}>{label}</Link>
  if (kind === 'restock' || kind === 'slow-stock') return <Link to="/laporan/$report" params={{ report: 'stock-advice' }} className={look}>{label}</Link>
  const segmentId = segments[kind]
  if (segmentId) return <WriteToSegment segmentId={segmentId} name={insightWords().ready[segmentId] ?? ''} label={label} />
  return <Link to="/promosi" className={look}>{label}</Link>
}

function Rows({ decisionId }: { decisionId: string }) {
  const rows = useQuery(decisionQuery(decisionId))
  if (!rows.data) return <Loading rows={1} />
  return (
    <ul className="max-h-72 divide-y divide-line overflow-y-auto rounded-box border border-line">
      {rows.data.rows.map(({ rowId, type, name }, index) => {
        const label = name || `${index + 1}`
        const look = 'flex min-h-12 items-center px-3 hover:bg-tint focus-visible:-outline-offset-4'
        return (
          <li key={rowId}>
            {type === 'customer' && <Link to="/pelanggan/$customerId" params={{ customerId: rowId }} className={look}>{label}</Link>}
            {type === 'conversation' && <Link to="/chat/$conversationId" params={{ conversationId: rowId }} className={look}>{label}</Link>}
            {type === 'variant' && <span className={look}>{label}</span>}
          </li>
        )
      })}
    </ul>
  )
}

function useDecide(decisionId: string) {
  const words = insightWords()
  const queries = useQueryClient()
  const toast = useToast()
  const mutation = useMutation({
    mutationFn: (status: Decision['status']) => call('decide', { params: { decisionId }, body: { status } }),
    onSuccess: async ({ status }) => {
      await queries.invalidateQueries({ queryKey: homeQuery.queryKey })
      toast(words.marked[status], status === 'open' ? {} : { undo: () => mutation.mutate('open') })
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  return mutation
}

import { useMutation, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { Answer } from '../../api/client.ts'
import { useMessages, withWords } from '../../locales/locale.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { longDate } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { channelName } from '../insights/cells.ts'
import { consentsQuery, type Customer } from './queries.ts'
import { purposes, useRecord, type Purpose } from './record-consent.ts'

type State = Answer<'listConsents'>['items'][number]

const GrantDialog = lazy(() => withWords(import('./grant-dialog.tsx')).then((file) => ({ default: file.GrantDialog })))

/** What the customer agreed to, by purpose. What a member records can be taken back; a customer's own "stop" cannot. */
export function Consents({ customer, mayChange }: { customer: Customer; mayChange: boolean }) {
  const { customers } = useMessages()
  const consents = useQuery(consentsQuery(customer.customerId))
  const items = consents.data?.items ?? []
  return (
    <Card title={customers.consents.title}>
      {consents.isPending && <Loading rows={1} />}
      {consents.isError && <ErrorState error={consents.error} onRetry={() => void consents.refetch()} />}
      <ul className="divide-y divide-line">
        {purposes
          .filter((purpose) => items.some((state) => state.purpose === purpose))
          .map((purpose) => (
            <PurposeRow key={purpose} customerId={customer.customerId} purpose={purpose} states={items.filter((state) => state.purpose === purpose)} mayChange={mayChange} />
          ))}
      </ul>
      <p className="text-sm text-soft">{customers.consents.repliesText}</p>
    </Card>
  )
}

function PurposeRow({ customerId, purpose, states, mayChange }: { customerId: string; purpose: Purpose; states: State[]; mayChange: boolean }) {
  const words = useMessages().customers.consents
  const toast = useToast()
  const record = useRecord(customerId)
  const [isAsking, setAsking] = useState(false)
  const granted = states.filter((state) => state.isGranted)
  const fail = (error: Error) => toast(error.message, { isBad: true })
  const withdraw = useMutation({
    mutationFn: () => record({ purpose, isGranted: false }),
    onSuccess: () =>
      toast(words.withdrawn(words.purposes[purpose]), {
        // Each channel gets back exactly what it had.
        ...(granted.length > 0 ? { undo: () => void restore().catch(fail) } : {}),
      }),
    onError: fail,
  })
  const restore = async () => {
    for (const { channelType } of granted) await record({ purpose, isGranted: true, channelType, note: words.undoNote })
  }
  return (
    <li className="flex flex-col gap-2 py-3 first:pt-0 last:pb-0">
      <h3 className="font-semibold">{words.purposes[purpose]}</h3>
      <ul className="flex flex-col gap-1">
        {states.map((state) => (
          <li key={state.channelType ?? ''} className="flex flex-wrap items-center gap-2 text-sm text-soft">
            <Badge tone={state.isGranted ? 'good' : 'plain'}>{state.isGranted ? words.granted : state.at ? words.stopped : words.unknown}</Badge>
            {state.channelType && <span>{words.only(channelName(state.channelType))}</span>}
            {state.at && (
              <span>
                {words.sources[state.source ?? ''] ?? state.source}, {longDate(state.at)}
              </span>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <div className="flex flex-wrap gap-2">
          {!states.some((state) => state.channelType === null && state.isGranted) && <Button onClick={() => setAsking(true)}>{words.grant}</Button>}
          {(granted.length > 0 || states.every((state) => state.at === null)) && (
            <Button kind="danger" onClick={() => withdraw.mutate()} isBusy={withdraw.isPending}>
              {words.withdraw}
            </Button>
          )}
        </div>
      )}
      <Suspense>{isAsking && <GrantDialog customerId={customerId} purpose={purpose} onClose={() => setAsking(false)} />}</Suspense>
    </li>
  )
}

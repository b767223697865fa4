import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { activeBusiness, call } from '../../api/client.ts'
import { useMessages, withWords } from '../../locales/locale.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import type { Customer } from './queries.ts'
import { relationWords } from './words.ts'

const RegisterDialog = lazy(() => withWords(import('./register-request-dialog.tsx')).then((file) => ({ default: file.RegisterDialog })))

/** What the law lets a customer ask: a copy, rest, a person instead of a machine, and to be forgotten. */
export function Privacy({ customer, mayChange }: { customer: Customer; mayChange: boolean }) {
  const relations = relationWords()
  const mayDecide = useMay('privacy.write')
  const [isRegistering, setRegistering] = useState(false)
  if (!mayChange && !mayDecide) return null
  return (
    <Card title={relations.privacy}>
      <p className="text-sm text-soft">{relations.privacyText}</p>
      <div className="flex flex-wrap gap-2">
        {mayChange && <Button onClick={() => setRegistering(true)}>{relations.register}</Button>}
        {mayChange && <AssistantSwitch customer={customer} />}
        {mayDecide && <RestrictSwitch customer={customer} />}
      </div>
      {mayDecide && (
        <>
          <a href={`/api/customers/${customer.customerId}/data.zip?business=${encodeURIComponent(activeBusiness() ?? '')}`} download className="inline-flex min-h-12 items-center self-start font-semibold text-primary underline">
            {relations.download}
          </a>
          <p className="text-sm text-soft">{relations.downloadText}</p>
          <Erase customer={customer} />
        </>
      )}
      <Suspense>{isRegistering && <RegisterDialog customerId={customer.customerId} onClose={() => setRegistering(false)} />}</Suspense>
    </Card>
  )
}

function AssistantSwitch({ customer }: { customer: Customer }) {
  const relations = relationWords()
  const write = (isOff: boolean) => call('setAssistantForCustomer', { params: { customerId: customer.customerId }, body: { isOff } })
  return <Switch isOn={customer.isAssistantOff} write={write} words={{ on: relations.assistantOff, off: relations.assistantOn, isOn: relations.assistantOffDone, isOff: relations.assistantOnDone }} />
}

function RestrictSwitch({ customer }: { customer: Customer }) {
  const relations = relationWords()
  const write = (isRestricted: boolean) => call('restrictCustomer', { params: { customerId: customer.customerId }, body: { isRestricted } })
  return <Switch isOn={customer.restrictedAt !== null} write={write} words={{ on: relations.restrict, off: relations.unrestrict, isOn: relations.restricted, isOff: relations.unrestricted }} />
}

function Switch({ isOn, write, words }: { isOn: boolean; write: (isOn: boolean) => Promise<Customer>; words: { on: string; off: string; isOn: string; isOff: string } }) {
  const toast = useToast()
  const queries = useQueryClient()
  const set = async (next: boolean) => {
    await write(next)
    await queries.invalidateQueries({ queryKey: ['customer'] })
  }
  const fail = (error: Error) => toast(error.message, { isBad: true })
  const change = useMutation({
    mutationFn: set,
    onSuccess: (_, next) => toast(next ? words.isOn : words.isOff, { undo: () => void set(!next).catch(fail) }),
    onError: fail,
  })
  return (
    <Button isBusy={change.isPending} onClick={() => change.mutate(!isOn)}>
      {isOn ? words.off : words.on}
    </Button>
  )
}

/** The one thing here that cannot be undone, so it asks. */
function Erase({ customer }: { customer: Customer }) {
  const { customers } = useMessages()
  const relations = relationWords()
  const toast = useToast()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const erase = useMutation({
    mutationFn: () => call('eraseCustomer', { params: { customerId: customer.customerId } }),
    onSuccess: async ({ removed, fileCount }) => {
      toast(relations.erased(Object.values(removed).reduce((sum, count) => sum + count, 0), fileCount))
      await navigate({ to: '/pelanggan' })
      queries.removeQueries({ queryKey: ['customer', customer.customerId] })
      await queries.invalidateQueries()
    },
  })
  return (
    <>
      <Button kind="danger" className="self-start" onClick={() => setAsking(true)}>
        {relations.erase}
      </Button>
      <ConfirmDialog isOpen={isAsking} onClose={() => setAsking(false)} title={relations.eraseTitle(customer.name || customers.nameless)} action={relations.erase} onConfirm={() => erase.mutate()} isBusy={erase.isPending} error={erase.error}>
        <p>{relations.eraseText}</p>
      </ConfirmDialog>
    </>
  )
}

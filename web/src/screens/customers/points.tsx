import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { fieldError, Form, Refusal, textOf } from '../../ui/form.tsx'
import { rupiah } from '../../ui/format.ts'
import { readRupiah } from '../../ui/money-input.ts'
import { Card } from '../../ui/page.tsx'
import { LinkButton } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { pointsQuery } from './relation-queries.ts'
import { relationWords } from './words.ts'

/** What the customer has earned, and the two things a till does with it. */
export function Points({ customerId, mayChange }: { customerId: string; mayChange: boolean }) {
  const relations = relationWords()
  const maySet = useMay('business.write')
  const { data } = useQuery(pointsQuery(customerId))
  if (!data) return null
  const { settings, balance } = data
  if (!settings.isActive) {
    return (
      <Card title={relations.loyalty}>
        <p className="text-soft">{relations.pointsOff}</p>
        {maySet && <LinkButton to="/pelanggan/loyalitas">{relations.turnOn}</LinkButton>}
        <Referral customerId={customerId} mayChange={mayChange} />
      </Card>
    )
  }
  return (
    <Card title={relations.loyalty}>
      <p className="text-xl font-bold tabular">{relations.balance(balance, settings.kind === 'stamps')}</p>
      {mayChange && <Earn customerId={customerId} />}
      {mayChange && <Use customerId={customerId} goal={settings.kind === 'stamps' ? settings.stampGoal : undefined} balance={balance} />}
      <Referral customerId={customerId} mayChange={mayChange} />
    </Card>
  )
}

function Earn({ customerId }: { customerId: string }) {
  const relations = relationWords()
  const toast = useToast()
  const renew = useRenew(customerId)
  const [text, setText] = useState('')
  const [isUnclear, setUnclear] = useState(false)
  const earn = useMutation({
    mutationFn: (amount: number) => call('earnPoints', { params: { customerId }, body: { amount, reference: `till:${crypto.randomUUID()}`, place: 'counter' } }),
    onSuccess: async ({ points }) => {
      setText('')
      toast(points > 0 ? relations.added(points) : relations.addedNone)
      await renew()
    },
  })
  const submit = () => {
    const amount = readRupiah(text)
    setUnclear(amount === undefined)
    if (amount !== undefined) earn.mutate(amount)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
      className="flex flex-col gap-2 sm:flex-row sm:items-end"
    >
      <div className="grow">
        <TextField label={relations.amount} inputMode="numeric" value={text} maxLength={20} onChange={(event) => setText(event.target.value)} error={isUnclear ? relations.amountInvalid : earn.error?.message} />
      </div>
      <Button type="submit" isBusy={earn.isPending} disabled={text.trim() === ''}>
        {relations.add}
      </Button>
    </form>
  )
}

function Use({ customerId, goal, balance }: { customerId: string; goal: number | undefined; balance: number }) {
  const relations = relationWords()
  const toast = useToast()
  const renew = useRenew(customerId)
  const [points, setPoints] = useState('')
  const wanted = goal ?? Number(points)
  const use = useMutation({
    mutationFn: () => call('redeemPoints', { params: { customerId }, body: { points: wanted, reference: `till:${crypto.randomUUID()}`, place: 'counter' } }),
    onSuccess: async ({ discount, reward }) => {
      setPoints('')
      toast(relations.used(reward || rupiah(discount)))
      await renew()
    },
  })
  return (
    <div className="flex flex-col gap-2 sm:flex-row sm:items-end">
      {goal === undefined && (
        <div className="grow">
          <TextField label={relations.usePoints} inputMode="numeric" value={points} maxLength={8} onChange={(event) => setPoints(event.target.value.replace(/\D/g, ''))} />
        </div>
      )}
      <Button disabled={!(wanted > 0) || wanted > balance} isBusy={use.isPending} onClick={() => use.mutate()}>
        {goal === undefined ? relations.use : relations.useFull(goal)}
      </Button>
      <Refusal error={use.error} />
    </div>
  )
}

function Referral({ customerId, mayChange }: { customerId: string; mayChange: boolean }) {
  const relations = relationWords()
  const toast = useToast()
  const renew = useRenew(customerId)
  const code = useMutation({ mutationFn: () => call('issueReferralCode', { params: { customerId } }), onError: (error) => toast(error.message, { isBad: true }) })
  const record = useMutation({
    mutationFn: (form: FormData) => call('recordReferral', { params: { customerId }, body: { code: textOf(form, 'code') } }),
    onSuccess: async ({ advocateName }) => {
      toast(relations.cameByDone(advocateName || relations.nameless))
      await renew()
    },
  })
  if (!mayChange) return null
  return (
    <details>
      <summary className="min-h-12 content-center font-semibold">{relations.referral}</summary>
      <div className="flex flex-col gap-3 py-2">
        {code.data ? (
          <p>
            <b className="text-xl tracking-wider select-all">{code.data.code}</b>
            <span className="block text-sm text-soft">{relations.broughtBy(code.data.newCustomers)}</span>
          </p>
        ) : (
          <Button className="self-start" isBusy={code.isPending} onClick={() => code.mutate()}>
            {relations.makeCode}
          </Button>
        )}
        <Form onSubmit={record.mutate} isBusy={record.isPending} error={record.error} action={relations.record}>
          <TextField name="code" label={relations.cameBy} required minLength={3} maxLength={20} autoComplete="off" autoCapitalize="characters" error={fieldError(record.error, '/code')} />
        </Form>
      </div>
    </details>
  )
}

function useRenew(customerId: string) {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: ['customer', customerId] })
}

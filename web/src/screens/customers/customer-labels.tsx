import { useMutation, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/page.tsx'
import { TextField } from '../../ui/field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { customerQuery, type Customer } from './queries.ts'

/** Labels of the customer, each put on and taken off with one tap and a way back. */
export function CustomerLabels({ customer, mayChange }: { customer: Customer; mayChange: boolean }) {
  const { customers } = useMessages()
  const queries = useQueryClient()
  const toast = useToast()
  const [name, setName] = useState('')
  const write = async (labels: string[]) => {
    const changed = await call('updateCustomer', { params: { customerId: customer.customerId }, body: { labels } })
    queries.setQueryData(customerQuery(customer.customerId).queryKey, changed)
    await queries.invalidateQueries({ queryKey: ['customers'] })
  }
  const fail = (error: Error) => toast(error.message, { isBad: true })
  const change = useMutation({
    mutationFn: ({ labels }: { labels: string[]; said: string }) => write(labels),
    onSuccess: (_, { said }) => toast(said, { undo: () => void write(customer.labels).catch(fail) }),
    onError: fail,
  })
  const add = (event: FormEvent) => {
    event.preventDefault()
    const label = name.trim()
    if (label === '' || customer.labels.includes(label)) return
    change.mutate({ labels: [...customer.labels, label], said: customers.labelAdded(label) }, { onSuccess: () => setName('') })
  }
  return (
    <Card title={customers.labels}>
      {customer.labels.length === 0 && <p className="text-soft">{customers.noLabels}</p>}
      <ul className="flex flex-wrap gap-2">
        {customer.labels.map((label) => (
          <li key={label} className="inline-flex max-w-full items-center rounded-full bg-tint pl-4 font-semibold text-primary">
            <span className="truncate py-3">{label}</span>
            {mayChange ? (
              <button
                type="button"
                aria-label={customers.removeLabel(label)}
                disabled={change.isPending}
                onClick={() => change.mutate({ labels: customer.labels.filter((one) => one !== label), said: customers.labelRemoved(label) })}
                className="inline-flex size-12 shrink-0 items-center justify-center rounded-full"
              >
                <X aria-hidden className="size-5" />
              </button>
            ) : (
              <span className="w-4" />
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <form onSubmit={add} className="flex flex-col gap-2 sm:flex-row sm:items-end">
          <div className="grow">
            <TextField label={customers.newLabel} value={name} maxLength={40} onChange={(event) => setName(event.target.value)} />
          </div>
          <Button type="submit" disabled={name.trim() === ''} isBusy={change.isPending}>
            {customers.addLabel}
          </Button>
        </form>
      )}
    </Card>
  )
}

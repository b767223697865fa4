import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import type { Customer } from './queries.ts'

/** Stops promotions. Staff cannot take this back, because only the customer may agree again: so it asks first. */
export function OptOut({ customer }: { customer: Customer }) {
  const { customers, shell } = useMessages()
  const toast = useToast()
  const [isAsking, setAsking] = useState(false)
  const stop = useMutation({
    mutationFn: () => call('optOutCustomer', { params: { customerId: customer.customerId } }),
    onSuccess: () => {
      setAsking(false)
      toast(customers.optedOut)
    },
  })
  return (
    <Card title={customers.promotions}>
      {stop.isSuccess ? (
        <p className="font-semibold">{customers.optedOutState}</p>
      ) : (
        <Button kind="danger" onClick={() => setAsking(true)} className="self-start">
          {customers.optOut}
        </Button>
      )}
      <p className="text-sm text-soft">{customers.promotionsText}</p>
      <Dialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={customers.optOutTitle(customer.name || customers.nameless)}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{shell.cancel}</Button>
            <Button kind="primary" onClick={() => stop.mutate()} isBusy={stop.isPending}>
              {customers.optOutYes}
            </Button>
          </>
        }
      >
        <p>{customers.optOutText}</p>
        {stop.isError && (
          <p role="alert" className="font-semibold text-bad">
            {stop.error.message}
          </p>
        )}
      </Dialog>
    </Card>
  )
}

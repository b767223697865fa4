import { useMutation, useQueryClient } from '@tanstack/react-query'
import { activeBusiness, call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { rupiah } from '../../ui/format.ts'
import { useToast } from '../../ui/toast.tsx'
import type { Payment } from './queries.ts'
import { salesWords } from './words.ts'

/** What the buyer needs to pay, and saying that it came. */
export function PaymentWaiting({ payment }: { payment: Payment }) {
  const words = salesWords().order
  const queries = useQueryClient()
  const toast = useToast()
  const mayConfirm = useMay('payments.confirm')
  const params = { paymentId: payment.paymentId }
  const isByHand = payment.details.url === undefined
  const settle = useMutation({
    mutationFn: () => (isByHand ? call('confirmPayment', { params, body: {} }) : call('checkPayment', { params })),
    onSuccess: async (result) => {
      await queries.invalidateQueries({ queryKey: ['orders'] })
      toast(result.status === 'paid' ? words.confirmed : words.paymentStates[result.status])
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  return (
    <div className="flex flex-col gap-2 rounded-box bg-tint p-3">
      <p className="font-semibold tabular">{words.payable(rupiah(payment.payable))}</p>
      {payment.details.qris && <img src={`/api/payments/${payment.paymentId}/qr.png?business=${activeBusiness() ?? ''}`} alt={words.qrAlt(rupiah(payment.payable))} width={240} height={240} className="size-60 self-center rounded-box bg-white" />}
      {payment.details.instructions && <p className="whitespace-pre-line">{payment.details.instructions}</p>}
      {payment.details.url && (
        <a href={payment.details.url} target="_blank" rel="noreferrer" className="inline-flex min-h-12 items-center font-semibold text-primary underline">
          {words.openPage}
        </a>
      )}
      {payment.payable !== payment.amount && <p className="text-sm text-soft">{words.digitsHint}</p>}
      {(mayConfirm || !isByHand) && (
        <Button isBusy={settle.isPending} onClick={() => settle.mutate()}>
          {isByHand ? words.confirm : words.check}
        </Button>
      )}
    </div>
  )
}

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { rupiah } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import type { OrderDetail } from './queries.ts'
import { salesWords } from './words.ts'

/** Money to give back, until somebody says that it was. */
export function OrderRefunds({ order }: { order: OrderDetail }) {
  const words = salesWords().order
  const queries = useQueryClient()
  const toast = useToast()
  const mayConfirm = useMay('payments.confirm')
  const settle = useMutation({
    mutationFn: (refundId: string) => call('settleRefund', { params: { refundId }, body: {} }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['orders'] })
      toast(words.refundSettled)
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  if (order.refunds.length === 0) return null
  return (
    <Card title={words.refunds}>
      <ul className="divide-y divide-line">
        {order.refunds.map((refund) => (
          <li key={refund.refundId} className="flex flex-wrap items-center justify-between gap-2 py-2">
            <span>
              <span className="block font-semibold tabular">{rupiah(refund.amount)}</span>
              <span className="block text-sm text-soft">
                {words.refundReasons[refund.reason]} · {words.refundState[refund.status]}
              </span>
            </span>
            {refund.status === 'needed' && mayConfirm && (
              <Button isBusy={settle.isPending} onClick={() => settle.mutate(refund.refundId)}>
                {words.refundDone}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

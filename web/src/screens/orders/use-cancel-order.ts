import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { useToast } from '../../ui/toast.tsx'
import { salesWords } from './words.ts'

/** Gives an order up at once, with a way back. */
export function useCancelOrder(orderId: string) {
  const words = salesWords().order
  const queries = useQueryClient()
  const toast = useToast()
  const params = { orderId }
  const refresh = () => queries.invalidateQueries({ queryKey: ['orders'] })
  const restore = () => void call('restoreOrder', { params }).then(refresh).then(() => toast(words.restored), (error: Error) => toast(error.message, { isBad: true }))
  return useMutation({
    mutationFn: () => call('cancelOrder', { params, body: {} }),
    onSuccess: async () => {
      await refresh()
      toast(words.cancelled, { undo: restore })
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
}

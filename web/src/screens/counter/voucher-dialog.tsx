import { useMutation } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { TextField } from '../../ui/field.tsx'
import { textOf } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import type { Line } from './sale.ts'
import { counterWords } from './words.ts'

export interface Voucher {
  code: string
  phone: string
  discount: number
  /** Another rule that takes off more, and so counts in its place. */
  betterRule: string | null
}

/** Asks the server what a buyer's code takes off: only it knows whether the code was used before. */
export function VoucherDialog({ lines, onClose, onPriced }: { lines: Line[]; onClose: () => void; onPriced: (voucher: Voucher) => void }) {
  const words = counterWords()
  const price = useMutation({
    mutationFn: async (form: FormData) => {
      const [code, phone] = [textOf(form, 'code'), textOf(form, 'phone')]
      const { discount, discountCode, discountNote } = await call('priceCode', { body: { code, phone, lines: lines.map(({ variantId, quantity }) => ({ variantId, quantity })) } })
      return { code, phone, discount, betterRule: discountCode === null ? discountNote : null }
    },
    onSuccess: onPriced,
  })
  return (
    <FormDialog onClose={onClose} title={words.voucher} action={words.useVoucher} isBusy={price.isPending} error={price.error} onSubmit={price.mutate}>
      <TextField name="code" label={words.voucherCode} hint={words.voucherHint} required maxLength={60} autoComplete="off" autoCapitalize="characters" />
      <TextField name="phone" label={words.buyerPhone} type="tel" maxLength={30} autoComplete="off" />
    </FormDialog>
  )
}

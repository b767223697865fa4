import { useMutation } from '@tanstack/react-query'
import { useMessages } from '../../locales/locale.ts'
import { TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { fieldError, textOf } from '../../ui/form.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useRecord, type Purpose } from './record-consent.ts'

/** A grant is worth as much as its proof: how and where the customer said so. */
export function GrantDialog({ customerId, purpose, onClose }: { customerId: string; purpose: Purpose; onClose: () => void }) {
  const { customers } = useMessages()
  const words = customers.consents
  const toast = useToast()
  const record = useRecord(customerId)
  const grant = useMutation({
    mutationFn: (form: FormData) => record({ purpose, isGranted: true, note: textOf(form, 'note') }),
    onSuccess: () => {
      toast(words.recorded(words.purposes[purpose]), { undo: () => void record({ purpose, isGranted: false }).catch((error: Error) => toast(error.message, { isBad: true })) })
      onClose()
    },
  })
  return (
    <FormDialog
      title={words.grantTitle(words.purposes[purpose])}
      intro={<p>{words.grantText}</p>}
      action={words.grant}
      onSubmit={grant.mutate}
      onClose={onClose}
      isBusy={grant.isPending}
      error={grant.error}
    >
      <TextField name="note" label={words.how} placeholder={words.howExample} required maxLength={200} autoFocus autoComplete="off" error={fieldError(grant.error, '/note')} />
    </FormDialog>
  )
}

import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'
import { useMessages } from '../../locales/locale.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { fieldError, Form, textOf } from '../../ui/form.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useRecord, type Purpose } from './record-consent.ts'

/** A grant is worth as much as its proof: how and where the customer said so. */
export function GrantDialog({ customerId, purpose, onClose }: { customerId: string; purpose: Purpose; onClose: () => void }) {
  const { customers, shell } = useMessages()
  const words = customers.consents
  const toast = useToast()
  const formId = useId()
  const record = useRecord(customerId)
  const grant = useMutation({
    mutationFn: (form: FormData) => record({ purpose, isGranted: true, note: textOf(form, 'note') }),
    onSuccess: () => {
      toast(words.recorded(words.purposes[purpose]), { undo: () => void record({ purpose, isGranted: false }).catch((error: Error) => toast(error.message, { isBad: true })) })
      onClose()
    },
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.grantTitle(words.purposes[purpose])}
      footer={
        <>
          <Button onClick={onClose}>{shell.cancel}</Button>
          <Button type="submit" form={formId} kind="primary" isBusy={grant.isPending}>
            {words.grant}
          </Button>
        </>
      }
    >
      <p>{words.grantText}</p>
      <Form id={formId} onSubmit={grant.mutate} isBusy={grant.isPending} error={grant.error}>
        <TextField name="note" label={words.how} placeholder={words.howExample} required maxLength={200} autoFocus autoComplete="off" error={fieldError(grant.error, '/note')} />
      </Form>
    </Dialog>
  )
}

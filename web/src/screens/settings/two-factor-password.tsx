import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Form } from '../../ui/form.tsx'
import { useToast } from '../../ui/toast.tsx'
import { BackupCodes } from './backup-codes.tsx'
import { CurrentPassword } from './current-password.tsx'
import { peopleWords } from './words.ts'

/** One step behind the current password, then what happened is said. */
export function PasswordDialog({ title, text, action, said, confirm, onClose }: { title: string; text: string; action: string; said: string; confirm: (password: string) => Promise<unknown>; onClose: () => void }) {
  const queries = useQueryClient()
  const toast = useToast()
  const run = useMutation({
    mutationFn: (form: FormData) => confirm(String(form.get('password'))),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['me'] })
      toast(said)
      onClose()
    },
  })
  return (
    <FormDialog
      title={title}
      intro={<p>{text}</p>}
      action={action}
      onSubmit={run.mutate}
      onClose={onClose}
      isBusy={run.isPending}
      error={run.error}
    >
      <CurrentPassword error={run.error} />
    </FormDialog>
  )
}

/** New backup codes, shown once. */
export function RenewCodesDialog({ accountName, onClose }: { accountName: string; onClose: () => void }) {
  const people = peopleWords()
  const words = people.security
  const renew = useMutation({ mutationFn: (form: FormData) => call('renewBackupCodes', { body: { password: String(form.get('password')) } }) })
  return (
    <Dialog isOpen onClose={onClose} title={words.renew}>
      {renew.data ? (
        <BackupCodes accountName={accountName} codes={renew.data.backupCodes} onDone={onClose} />
      ) : (
        <>
          <p>{words.renewText}</p>
          <Form onSubmit={renew.mutate} action={words.next} isBusy={renew.isPending} error={renew.error}>
            <CurrentPassword error={renew.error} />
          </Form>
        </>
      )}
    </Dialog>
  )
}

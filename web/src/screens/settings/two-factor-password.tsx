import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Form } from '../../ui/form.tsx'
import { useToast } from '../../ui/toast.tsx'
import { BackupCodes } from './backup-codes.tsx'
import { CurrentPassword } from './current-password.tsx'
import { peopleWords } from './words.ts'

/** One step behind the current password, then what happened is said. */
export function PasswordDialog({ title, text, action, said, confirm, onClose }: { title: string; text: string; action: string; said: string; confirm: (password: string) => Promise<unknown>; onClose: () => void }) {
  const { shell } = useMessages()
  const queries = useQueryClient()
  const toast = useToast()
  const formId = useId()
  const run = useMutation({
    mutationFn: (form: FormData) => confirm(String(form.get('password'))),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['me'] })
      toast(said)
      onClose()
    },
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>{shell.cancel}</Button>
          <Button type="submit" form={formId} kind="primary" isBusy={run.isPending}>
            {action}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      <Form id={formId} onSubmit={run.mutate} isBusy={run.isPending} error={run.error}>
        <CurrentPassword error={run.error} />
      </Form>
    </Dialog>
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

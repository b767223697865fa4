import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type Answer } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Copyable } from '../../ui/copyable.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { fieldError, Form, textOf } from '../../ui/form.tsx'
import { useToast } from '../../ui/toast.tsx'
import { BackupCodes } from './backup-codes.tsx'
import { CurrentPassword } from './current-password.tsx'
import { peopleWords } from './words.ts'

/** Password, picture for the app, first code, backup codes. Nothing is asked at sign-in before the first code was right. */
export function TwoFactorSetup({ accountName, onClose }: { accountName: string; onClose: () => void }) {
  const people = peopleWords()
  const words = people.security
  const queries = useQueryClient()
  const toast = useToast()
  const [isOn, setOn] = useState(false)
  const prepare = useMutation({ mutationFn: (form: FormData) => call('prepareTwoFactor', { body: { password: String(form.get('password')) } }) })
  const confirm = useMutation({
    mutationFn: (form: FormData) => call('confirmTwoFactor', { body: { code: textOf(form, 'code') } }),
    onSuccess: async () => {
      setOn(true)
      await queries.invalidateQueries({ queryKey: ['me'] })
      toast(words.turnedOn)
    },
  })
  return (
    <Dialog isOpen onClose={onClose} title={isOn ? words.backupCodes : words.twoFactor}>
      {!prepare.data && (
        <>
          <p className="text-soft">{words.offText}</p>
          <Form onSubmit={prepare.mutate} action={words.next} isBusy={prepare.isPending} error={prepare.error}>
            <CurrentPassword error={prepare.error} />
          </Form>
        </>
      )}
      {prepare.data && !isOn && (
        <>
          <Scan {...prepare.data} />
          <Form onSubmit={confirm.mutate} action={words.turnOn} isBusy={confirm.isPending} error={confirm.error}>
            <FirstCode error={confirm.error} />
          </Form>
        </>
      )}
      {prepare.data && isOn && <BackupCodes accountName={accountName} codes={prepare.data.backupCodes} onDone={onClose} />}
    </Dialog>
  )
}

function Scan({ qrCode, secret }: Pick<Answer<'prepareTwoFactor'>, 'qrCode' | 'secret'>) {
  const people = peopleWords()
  const words = people.security
  return (
    <>
      <p>{words.scan}</p>
      <img src={qrCode} alt={words.qrAlt} width={200} height={200} className="self-center rounded-box bg-white p-2" />
      <Copyable title={words.secret} text={secret} />
    </>
  )
}

function FirstCode({ error }: { error: Error | null }) {
  const { start } = useMessages()
  return <TextField name="code" label={start.code} hint={start.codeHint} required inputMode="numeric" autoComplete="one-time-code" autoFocus maxLength={40} error={fieldError(error, '/code')} />
}

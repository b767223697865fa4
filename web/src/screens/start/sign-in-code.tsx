import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form, textOf } from '../../ui/form.tsx'
import { peopleWords } from '../settings/words.ts'

/** The second step: a code of the app, or one of the backup codes. Pasting is allowed. */
export function SignInCode({ onEntered, onStartOver }: { onEntered: () => Promise<void>; onStartOver: () => void }) {
  const { start } = useMessages()
  const people = peopleWords()
  const words = people.signInCode
  const [isBackupCode, setBackupCode] = useState(false)
  const enter = useMutation({ mutationFn: (code: string) => call('signInWithCode', { body: { code, isBackupCode } }), onSuccess: onEntered })
  return (
    <div className="flex flex-col gap-4">
      <Form onSubmit={(form) => enter.mutate(textOf(form, 'code'))} action={start.checkCode} isBusy={enter.isPending} error={enter.error}>
        <TextField
          key={String(isBackupCode)}
          name="code"
          label={isBackupCode ? words.backupCode : start.code}
          hint={isBackupCode ? words.backupHint : start.codeHint}
          required
          autoFocus
          inputMode={isBackupCode ? 'text' : 'numeric'}
          autoComplete="one-time-code"
          autoCapitalize="none"
        />
      </Form>
      <Button kind="quiet" onClick={() => setBackupCode(!isBackupCode)}>
        {isBackupCode ? words.useApp : words.useBackup}
      </Button>
      <Button kind="quiet" onClick={onStartOver}>
        {words.startOver}
      </Button>
    </div>
  )
}

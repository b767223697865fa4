import { useMessages } from '../../locales/locale.ts'
import { TextField } from '../../ui/field.tsx'
import { fieldError } from '../../ui/form.tsx'

/** Name and password of someone new to this Laris. */
export function NewLogin({ error }: { error: Error | null }) {
  const { start } = useMessages()
  return (
    <>
      <TextField name="username" label={start.yourName} hint={start.yourNameHint} required minLength={2} maxLength={40} autoComplete="username" autoCapitalize="none" error={fieldError(error, '/username', '/account/username')} />
      <TextField name="password" type="password" label={start.password} hint={start.passwordHint} required minLength={8} maxLength={128} autoComplete="new-password" error={fieldError(error, '/password', '/account/password')} />
    </>
  )
}

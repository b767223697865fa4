import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { SignInCode } from './sign-in-code.tsx'
import { Welcome } from './welcome.tsx'

/** Name and password, then the code for whoever has two-step sign-in. */
export function SignInScreen() {
  const { start, people } = useMessages()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { lanjut } = useSearch({ strict: false })
  const [asksCode, setAsksCode] = useState(false)
  const enter = async () => {
    await queries.resetQueries()
    // Only a path of our own: an address from outside is not followed.
    const next = typeof lanjut === 'string' && /^\/(?!\/)/.test(lanjut) ? lanjut : '/'
    await navigate({ href: next })
  }
  const signIn = useMutation({
    mutationFn: (form: FormData) => call('signIn', { body: { username: String(form.get('username')), password: String(form.get('password')) } }),
    onSuccess: async ({ needsCode }) => (needsCode ? setAsksCode(true) : enter()),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    signIn.mutate(new FormData(event.currentTarget))
  }
  if (asksCode) {
    return (
      <Welcome title={people.signInCode.title}>
        <SignInCode onEntered={enter} onStartOver={() => setAsksCode(false)} />
      </Welcome>
    )
  }
  return (
    <Welcome title={start.signInTitle}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField name="username" label={start.name} required autoComplete="username" autoCapitalize="none" autoFocus />
        <TextField name="password" type="password" label={start.password} required autoComplete="current-password" />
        {signIn.error && (
          <p role="alert" className="font-semibold text-bad">
            {signIn.error.message}
          </p>
        )}
        <Button type="submit" kind="primary" isWide isBusy={signIn.isPending}>
          {signIn.isPending ? start.signingIn : start.signIn}
        </Button>
      </form>
    </Welcome>
  )
}

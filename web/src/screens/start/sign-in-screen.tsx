import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { TextField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { SignInCode } from './sign-in-code.tsx'
import { Welcome } from './welcome.tsx'
import { peopleWords } from '../settings/words.ts'

/** Name and password, then the code for whoever has two-step sign-in. */
export function SignInScreen() {
  const { start } = useMessages()
  const people = peopleWords()
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
  if (asksCode) {
    return (
      <Welcome title={people.signInCode.title}>
        <SignInCode onEntered={enter} onStartOver={() => setAsksCode(false)} />
      </Welcome>
    )
  }
  return (
    <Welcome title={start.signInTitle}>
      <Form onSubmit={signIn.mutate} action={signIn.isPending ? start.signingIn : start.signIn} isBusy={signIn.isPending} error={signIn.error}>
        <TextField name="username" label={start.name} required autoComplete="username" autoCapitalize="none" autoFocus />
        <TextField name="password" type="password" label={start.password} required autoComplete="current-password" />
      </Form>
    </Welcome>
  )
}

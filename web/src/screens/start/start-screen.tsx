import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { ApiError, call, setActiveBusiness } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { meQuery } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { CheckField, TextField } from '../../ui/field.tsx'
import { Loading } from '../../ui/states.tsx'
import { Welcome } from './welcome.tsx'

const sectors = ['kuliner', 'fashion', 'furnitur', 'lainnya'] as const
type Sector = (typeof sectors)[number]

/** First run: the business and its owner on one page; no e-mail, nothing else to decide. */
export function StartScreen() {
  const { start } = useMessages()
  const me = useQuery(meQuery)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { kunci } = useSearch({ strict: false })
  const [sector, setSector] = useState<Sector>('kuliner')
  const isSignedIn = Boolean(me.data)

  const begin = useMutation({
    mutationFn: async (form: FormData) => {
      const text = (name: string) => String(form.get(name) ?? '').trim()
      const business = { name: text('business'), sector, city: text('city') || 'Semarang' }
      if (isSignedIn) return call('createBusiness', { body: business })
      const made = await call('setUp', { body: { ...(kunci ? { token: kunci } : {}), username: text('username'), password: String(form.get('password') ?? ''), business } })
      if (form.get('demo') === 'on') await call('loadDemo')
      return made
    },
    onSuccess: async ({ businessId }) => {
      if (businessId) setActiveBusiness(businessId)
      await queries.resetQueries()
      await navigate({ to: '/' })
    },
  })

  if (me.isPending) return <Loading rows={3} />
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    begin.mutate(new FormData(event.currentTarget))
  }
  const problem = begin.error instanceof ApiError ? begin.error : undefined
  const fieldError = (pointer: string) => problem?.fields.find((field) => field.pointer === pointer)?.message
  return (
    <Welcome title={isSignedIn ? start.addBusiness : start.welcome} intro={start.intro}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField name="business" label={start.businessName} placeholder={start.businessNameExample} required maxLength={120} autoComplete="organization" error={fieldError('/business/name')} />
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1 font-semibold">{start.sector}</legend>
          <div className="grid grid-cols-2 gap-2">
            {sectors.map((one) => (
              <label key={one} className={`flex min-h-16 cursor-pointer flex-col justify-center rounded-box border px-3 py-2 has-focus-visible:outline-3 has-focus-visible:outline-primary ${sector === one ? 'border-primary bg-tint' : 'border-line bg-card'}`}>
                <input type="radio" name="sector" value={one} checked={sector === one} onChange={() => setSector(one)} className="sr-only" />
                <span className="font-semibold">{start.sectors[one]}</span>
                <span className="text-sm text-soft">{start.sectorHints[one]}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <TextField name="city" label={start.city} defaultValue="Semarang" maxLength={80} autoComplete="address-level2" />
        {!isSignedIn && (
          <>
            <TextField name="username" label={start.yourName} hint={start.yourNameHint} required minLength={2} maxLength={40} autoComplete="username" autoCapitalize="none" error={fieldError('/username')} />
            <TextField name="password" type="password" label={start.password} hint={start.passwordHint} required minLength={8} maxLength={128} autoComplete="new-password" error={fieldError('/password')} />
            <CheckField name="demo" label={start.withDemo} hint={start.withDemoHint} />
          </>
        )}
        {begin.error && (
          <p role="alert" className="font-semibold text-bad">
            {begin.error.message}
          </p>
        )}
        <Button type="submit" kind="primary" isWide isBusy={begin.isPending}>
          {begin.isPending ? start.beginning : start.begin}
        </Button>
      </form>
    </Welcome>
  )
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { call, setActiveBusiness } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { meQuery } from '../../session.ts'
import { CheckField, TextField } from '../../ui/field.tsx'
import { fieldError, Form, textOf } from '../../ui/form.tsx'
import { Loading } from '../../ui/states.tsx'
import { NewLogin } from './new-login.tsx'
import { NoBusiness } from './no-business.tsx'
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
      const business = { name: textOf(form, 'business'), sector, city: textOf(form, 'city') || 'Semarang' }
      if (isSignedIn) return call('createBusiness', { body: business })
      const made = await call('setUp', { body: { ...(kunci ? { token: kunci } : {}), username: textOf(form, 'username'), password: String(form.get('password') ?? ''), business } })
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
  if (me.data && !me.data.isOperator) return <NoBusiness hasOther={me.data.businesses.length > 0} />
  return (
    <Welcome title={isSignedIn ? start.addBusiness : start.welcome} intro={start.intro}>
      <Form onSubmit={begin.mutate} action={begin.isPending ? start.beginning : start.begin} isBusy={begin.isPending} error={begin.error}>
        <TextField name="business" label={start.businessName} placeholder={start.businessNameExample} required maxLength={120} autoComplete="organization" error={fieldError(begin.error, '/business/name', '/name')} />
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
            <NewLogin error={begin.error} />
            <CheckField name="demo" label={start.withDemo} hint={start.withDemoHint} />
          </>
        )}
      </Form>
    </Welcome>
  )
}

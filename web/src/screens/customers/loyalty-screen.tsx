import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { ExportLinks } from '../../ui/export-links.tsx'
import { CheckField, SelectField, TextField } from '../../ui/field.tsx'
import { fieldError, Form, textOf } from '../../ui/form.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { advocatesQuery, loyaltyQuery, ratingsQuery, type LoyaltySettings } from './relation-queries.ts'
import { relationWords } from './words.ts'

/** How the shop thanks, how satisfied customers are, and who brings others. */
export function LoyaltyScreen() {
  const relations = relationWords()
  const loyalty = useQuery(loyaltyQuery)
  const maySet = useMay('business.write')
  return (
    <Page title={relations.loyalty} back="/pelanggan">
      <p className="text-soft">{relations.loyaltyText}</p>
      {loyalty.isPending && <Loading rows={3} />}
      {loyalty.isError && <ErrorState error={loyalty.error} onRetry={() => void loyalty.refetch()} />}
      {loyalty.data && maySet && <Programme settings={loyalty.data} />}
      <Satisfaction />
      <Advocates />
    </Page>
  )
}

function Programme({ settings }: { settings: LoyaltySettings }) {
  const relations = relationWords()
  const toast = useToast()
  const queries = useQueryClient()
  const [kind, setKind] = useState(settings.kind)
  const write = async (body: LoyaltySettings) => {
    queries.setQueryData(loyaltyQuery.queryKey, await call('saveLoyaltySettings', { body }))
    await queries.invalidateQueries({ queryKey: ['customer'] })
  }
  const save = useMutation({
    mutationFn: (form: FormData) => {
      const figure = (name: keyof LoyaltySettings, stored: number) => (textOf(form, name) === '' ? stored : Number(textOf(form, name).replace(/\D/g, '')))
      return write({
        isActive: form.get('isActive') !== null,
        kind,
        rupiahPerPoint: figure('rupiahPerPoint', settings.rupiahPerPoint),
        pointValue: figure('pointValue', settings.pointValue),
        stampMinimum: figure('stampMinimum', settings.stampMinimum),
        stampGoal: figure('stampGoal', settings.stampGoal),
        reward: kind === 'stamps' ? textOf(form, 'reward') : settings.reward,
        expiresAfterDays: textOf(form, 'expiresAfterDays') === '' ? null : Number(textOf(form, 'expiresAfterDays')),
      })
    },
    onSuccess: () => toast(relations.loyaltySaved, { undo: () => void write(settings).catch((error: Error) => toast(error.message, { isBad: true })) }),
  })
  const figure = (name: 'rupiahPerPoint' | 'pointValue' | 'stampMinimum' | 'stampGoal') => (
    <TextField key={name} name={name} label={relations[name]} inputMode="numeric" defaultValue={settings[name]} maxLength={10} error={fieldError(save.error, `/${name}`)} />
  )
  return (
    <Card title={relations.loyalty}>
      <Form onSubmit={save.mutate} isBusy={save.isPending} error={save.error} action={relations.saveLoyalty}>
        <CheckField name="isActive" label={relations.isActive} defaultChecked={settings.isActive} />
        <SelectField label={relations.program} value={kind} onChange={(event) => setKind(event.target.value === 'points' ? 'points' : 'stamps')}>
          <option value="stamps">{relations.programs.stamps}</option>
          <option value="points">{relations.programs.points}</option>
        </SelectField>
        {kind === 'points' ? (
          <>
            {figure('rupiahPerPoint')}
            {figure('pointValue')}
          </>
        ) : (
          <>
            {figure('stampMinimum')}
            {figure('stampGoal')}
            <TextField name="reward" label={relations.reward} defaultValue={settings.reward} maxLength={200} error={fieldError(save.error, '/reward')} />
          </>
        )}
        <TextField name="expiresAfterDays" label={relations.expires} hint={relations.expiresHint} inputMode="numeric" pattern="\d*" defaultValue={settings.expiresAfterDays ?? ''} maxLength={4} error={fieldError(save.error, '/expiresAfterDays')} />
      </Form>
    </Card>
  )
}

/** One figure never stands without the other: who is happy, and how many said so. */
function Satisfaction() {
  const relations = relationWords()
  const { data } = useQuery(ratingsQuery)
  if (!data) return null
  const percent = (share: number) => Math.round(share * 100)
  return (
    <Card title={relations.satisfaction}>
      {data.asked === 0 && <p className="text-soft">{relations.noRatings}</p>}
      {data.asked > 0 && <p className="font-semibold">{data.csat === null ? relations.csatNone(data.asked) : relations.csat(percent(data.csat), data.answered, data.asked)}</p>}
      {data.responseRate !== null && <p className="text-soft">{relations.responseRate(percent(data.responseRate))}</p>}
      <ul className="divide-y divide-line">
        {data.reasons.map(({ reason, good, bad }) => (
          <li key={reason} className="flex justify-between gap-4 py-2">
            <span>{relations.ratingReasons[reason] ?? reason}</span>
            <span className="text-soft tabular">{relations.reasonCount(good, bad)}</span>
          </li>
        ))}
      </ul>
      {data.answered > 0 && <ExportLinks list="ratings" />}
    </Card>
  )
}

function Advocates() {
  const relations = relationWords()
  const { data } = useQuery(advocatesQuery)
  if (!data) return null
  return (
    <Card title={relations.advocates}>
      {data.items.length === 0 && <p className="text-soft">{relations.noAdvocates}</p>}
      <ul className="divide-y divide-line">
        {data.items.map(({ customerId, code, newCustomers }) => (
          <li key={code} className="flex items-center justify-between gap-4">
            <Link to="/pelanggan/$customerId" params={{ customerId }} className="inline-flex min-h-12 items-center text-primary underline">
              {code}
            </Link>
            <span className="text-soft tabular">{relations.brought(newCustomers)}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

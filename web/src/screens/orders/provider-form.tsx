import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type Answer } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Copyable } from '../../ui/copyable.tsx'
import { CheckField, TextArea, TextField } from '../../ui/field.tsx'
import { Form, textOf } from '../../ui/form.tsx'
import { readRupiah } from '../../ui/money-input.ts'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import { CurrentPassword } from '../settings/current-password.tsx'
import { salesWords } from './words.ts'

type Provider = Omit<Answer<'listPaymentProviders'>['items'][number], 'callbackUrl'> & { callbackUrl?: string | null }

/** One means of payment. Secrets are typed anew or left as they are; they never come back to the browser. */
export function ProviderForm({ provider, group }: { provider: Provider; group: 'payment' | 'shipping' }) {
  const { shell } = useMessages()
  const { money: words, order } = salesWords()
  const [isOn, setOn] = useState(provider.isOn)
  const [problem, setProblem] = useState<string>()
  const queries = useQueryClient()
  const toast = useToast()
  const save = useMutation({
    mutationFn: ({ password, ...given }: { config: Record<string, unknown>; secrets: Record<string, string>; password: string }) =>
      group === 'payment' ? call('savePaymentProvider', { params: { type: provider.type }, body: { isOn, ...given, password } }) : call('saveShippingProvider', { params: { type: provider.type }, body: { isOn, ...given } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['settings', `${group}s`] })
      toast(words.saved)
    },
  })
  const submit = (form: FormData) => {
    const config = isOn ? readConfig(provider.type, form) : provider.config
    setProblem(config ? undefined : words.accountsWrong)
    const secrets = Object.fromEntries(secretsOf(provider.type).map((name) => [name, textOf(form, name)]).filter(([, value]) => value !== ''))
    if (config) save.mutate({ config, secrets, password: String(form.get('password') ?? '') })
  }
  return (
    <Card title={order.providers[provider.type] ?? provider.name}>
      <Form onSubmit={submit} action={shell.save} isBusy={save.isPending} error={save.error ?? (problem ? new Error(problem) : null)}>
        <CheckField label={words.use} checked={isOn} onChange={(event) => setOn(event.target.checked)} />
        {isOn && provider.type === 'transfer' && <TextArea name="accounts" rows={3} label={words.accounts} hint={words.accountsHint} defaultValue={accountLines(provider.config)} required />}
        {isOn && provider.type === 'qris' && <TextArea name="payload" rows={3} label={words.qris} hint={words.qrisHint} defaultValue={String(provider.config['payload'] ?? '')} required />}
        {isOn && provider.type === 'cod' && <TextArea name="codCouriers" rows={2} label={words.codCouriers} hint={words.codCouriersHint} defaultValue={Array.isArray(provider.config['couriers']) ? provider.config['couriers'].join('\n') : ''} />}
        {isOn && provider.type === 'cod' && <TextField name="codLimit" inputMode="numeric" label={words.codLimit} hint={words.codLimitHint} defaultValue={typeof provider.config['limit'] === 'number' ? String(provider.config['limit']) : ''} />}
        {isOn && group === 'shipping' && <TextField name="origin" label={words.origin} inputMode="numeric" pattern="[0-9]{5}" defaultValue={String(provider.config['originPostalCode'] ?? '')} required />}
        {isOn && group === 'shipping' && <TextField name="couriers" label={words.couriers} hint={words.couriersHint[provider.type]} defaultValue={String(provider.config['couriers'] ?? '')} />}
        {isOn && secretsOf(provider.type).map((name) => <TextField key={name} name={name} type="password" autoComplete="off" label={words[name]} hint={provider.secretNames.includes(name) ? words.secretKept : undefined} required={!provider.secretNames.includes(name)} />)}
        {isOn && provider.type === 'midtrans' && <CheckField name="production" label={words.production} defaultChecked={provider.config['isProduction'] === true} />}
        {group === 'payment' && <CurrentPassword isFirst={false} error={save.error} />}
        {isOn && provider.callbackUrl && <Copyable title={words.callback} text={provider.callbackUrl} />}
      </Form>
    </Card>
  )
}

type SecretName = 'serverKey' | 'secretKey' | 'callbackToken' | 'apiKey'

function secretsOf(type: string): SecretName[] {
  if (type === 'midtrans') return ['serverKey']
  if (type === 'xendit') return ['secretKey', 'callbackToken']
  return type === 'biteship' || type === 'rajaongkir' ? ['apiKey'] : []
}

/** What the form says in the provider's own terms; `undefined` when an account line is incomplete. */
function readConfig(type: string, form: FormData): Record<string, unknown> | undefined {
  if (type === 'qris') return { payload: textOf(form, 'payload') }
  if (type === 'midtrans') return { isProduction: form.has('production') }
  if (type === 'biteship' || type === 'rajaongkir') return { originPostalCode: textOf(form, 'origin'), ...(textOf(form, 'couriers') ? { couriers: textOf(form, 'couriers') } : {}) }
  if (type === 'cod') return { couriers: textOf(form, 'codCouriers').split('\n').map((line) => line.trim()).filter(Boolean), limit: readRupiah(textOf(form, 'codLimit')) ?? null }
  if (type !== 'transfer') return {}
  const lines = textOf(form, 'accounts').split('\n').map((line) => line.split(',').map((part) => part.trim())).filter((parts) => parts.some(Boolean))
  if (lines.some((parts) => parts.length < 3 || parts.some((part) => part === ''))) return undefined
  return { accounts: lines.map(([bank, number, ...holder]) => ({ bank, number, holder: holder.join(', ') })) }
}

function accountLines(config: Record<string, unknown>): string {
  const accounts = Array.isArray(config['accounts']) ? (config['accounts'] as Record<string, string>[]) : []
  return accounts.map((account) => [account['bank'], account['number'], account['holder']].join(', ')).join('\n')
}

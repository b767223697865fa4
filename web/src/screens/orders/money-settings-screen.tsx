import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { useMay } from '../../session.ts'
import { TextArea, TextField } from '../../ui/field.tsx'
import { Form, textOf } from '../../ui/form.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { CounterRules } from './counter-rules.tsx'
import { DiscountRules } from './discount-rules.tsx'
import { ProviderForm } from './provider-form.tsx'
import { orderSettingsQuery, providersQuery, shippingProvidersQuery } from './queries.ts'
import { salesWords } from './words.ts'

/** How long goods are held, what deposit is asked, and by which means people pay. */
export function MoneySettingsScreen() {
  const words = salesWords().money
  const mayWrite = useMay('business.write')
  const providers = useQuery({ ...providersQuery, enabled: mayWrite })
  const couriers = useQuery({ ...shippingProvidersQuery, enabled: mayWrite })
  return (
    <Page title={words.title} back="/pengaturan">
      <OrderRules />
      {mayWrite && <DiscountRules />}
      {mayWrite && <CounterRules />}
      {mayWrite && providers.isPending && <Loading />}
      {providers.isError && <ErrorState error={providers.error} onRetry={() => void providers.refetch()} />}
      {providers.data?.items.filter((provider) => provider.type !== 'cash').map((provider) => <ProviderForm key={provider.type} group="payment" provider={provider} />)}
      {couriers.data?.items.map((provider) => <ProviderForm key={provider.type} group="shipping" provider={provider} />)}
    </Page>
  )
}

function OrderRules() {
  const { shell } = useMessages()
  const words = salesWords().money
  const settings = useQuery(orderSettingsQuery)
  const mayWrite = useMay('business.write')
  const queries = useQueryClient()
  const toast = useToast()
  const save = useMutation({
    mutationFn: (form: FormData) =>
      call('saveOrderSettings', {
        body: { holdMinutes: Number(textOf(form, 'hold')), depositPercent: Number(textOf(form, 'deposit')), stages: textOf(form, 'stages').split('\n').map((line) => line.trim()).filter(Boolean) },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['settings', 'orders'] })
      toast(words.saved)
    },
  })
  if (settings.isPending) return <Loading rows={2} />
  if (settings.isError) return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
  return (
    <Card title={words.rules}>
      <Form onSubmit={(form) => save.mutate(form)} {...(mayWrite ? { action: shell.save } : {})} isBusy={save.isPending} error={save.error}>
        <TextField name="hold" type="number" min={5} max={43_200} label={words.hold} defaultValue={settings.data.holdMinutes} required disabled={!mayWrite} />
        <TextField name="deposit" type="number" min={0} max={100} label={words.deposit} hint={words.depositHint} defaultValue={settings.data.depositPercent} required disabled={!mayWrite} />
        <TextArea name="stages" label={words.stages} hint={words.stagesHint} defaultValue={settings.data.stages.join('\n')} disabled={!mayWrite} />
      </Form>
    </Card>
  )
}

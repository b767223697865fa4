import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError, call, type Answer } from '../../api/client.ts'
import { Copyable } from '../../ui/copyable.tsx'
import { TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { textOf } from '../../ui/form.tsx'
import { useToast } from '../../ui/toast.tsx'
import { answerIn } from './consent-answer.ts'
import { marketplacesQuery, type Account, type MarketplaceType } from './queries.ts'
import { marketplaceWords } from './words.ts'

/** First the keys, then the owner's consent at the marketplace; the shop counts as connected only after a round trip. */
export function ConnectMarketplace({ type, account, onClose }: { type: MarketplaceType; account?: Account; onClose: () => void }) {
  const words = marketplaceWords()
  const queries = useQueryClient()
  const begin = useMutation({
    mutationFn: (form: FormData) => {
      const settings = Object.fromEntries(type.fields.map((field) => [field.name, textOf(form, field.name)]))
      return call('beginMarketplace', { body: { type: type.type, settings, ...(account ? { accountId: account.accountId } : {}) } })
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['marketplace'] }),
  })
  const errorOf = (name: string) => (begin.error instanceof ApiError ? begin.error.fields.find((field) => field.pointer.endsWith(`/${name}`))?.message : undefined)
  if (begin.data) return <Consent type={type} begun={begin.data} onClose={onClose} />
  return (
    <FormDialog
      title={type.label}
      intro={
        <ol className="flex list-decimal flex-col gap-1 pl-5 text-soft">
          {words.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      }
      action={words.next}
      onSubmit={begin.mutate}
      onClose={onClose}
      isBusy={begin.isPending}
      error={begin.error}
    >
      {type.fields.map(({ name, isSecret, isRequired }) => (
        <TextField
          key={name}
          name={name}
          label={words.fields[name] ?? name}
          type={isSecret ? 'password' : 'text'}
          autoComplete="off"
          defaultValue={isSecret ? '' : (account?.config[name] ?? '')}
          hint={isSecret && account ? words.secretKept : undefined}
          required={isRequired && !account}
          error={errorOf(name)}
        />
      ))}
    </FormDialog>
  )
}

function Consent({ type, begun, onClose }: { type: MarketplaceType; begun: Answer<'beginMarketplace'>; onClose: () => void }) {
  const words = marketplaceWords()
  const queries = useQueryClient()
  const toast = useToast()
  const pushAddress = queries.getQueryData(marketplacesQuery.queryKey)?.items.find((one) => one.accountId === begun.accountId)?.pushAddress
  const finish = useMutation({
    mutationFn: async (form: FormData) => {
      const answer = answerIn(textOf(form, 'address'))
      if (!answer) throw new Error(words.pasteWrong)
      return call('finishMarketplace', { params: { accountId: begun.accountId }, body: { state: begun.returnUrl.split('/').at(-1) ?? '', answer } })
    },
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ['marketplace'] })
      toast(words.connected(made.name))
      onClose()
    },
  })
  return (
    <FormDialog
      title={words.consentTitle}
      intro={
        <>
          <p className="text-soft">{words.consentText(type.label)}</p>
          <Copyable title={words.returnAddress} text={begun.returnUrl} />
          {pushAddress && <Copyable title={words.pushAddress} text={pushAddress} />}
          <a href={begun.consentUrl} rel="noreferrer" className="inline-flex min-h-12 items-center justify-center rounded-box bg-primary px-4 font-semibold text-on-primary">
            {words.openConsent(type.label)}
          </a>
        </>
      }
      action={words.finish}
      kind="plain"
      onSubmit={finish.mutate}
      onClose={onClose}
      isBusy={finish.isPending}
      error={finish.error}
    >
      <TextField name="address" label={words.paste} hint={words.pasteHint} autoComplete="off" required maxLength={4000} />
    </FormDialog>
  )
}

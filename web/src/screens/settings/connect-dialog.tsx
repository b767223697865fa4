import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError, call, type Answer } from '../../api/client.ts'
import { CheckField, TextArea, TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useToast } from '../../ui/toast.tsx'
import { channelForms, channelWords, settingsIn, type ChannelField, type ChannelTypeName } from './channel-forms.ts'
import { connectionWords } from './words.ts'

/** Steps in words, the fields, and a try: it is connected only after a round trip to the provider. */
export function ConnectDialog({ type, channel, onClose }: { type: ChannelTypeName; channel?: Answer<'connectChannel'>; onClose: () => void }) {
  const words = connectionWords()
  const queries = useQueryClient()
  const toast = useToast()
  const connect = useMutation({
    mutationFn: (form: FormData) => {
      const settings = settingsIn(form, type)
      return channel ? call('reconnectChannel', { params: { channelId: channel.channelId }, body: { type, settings } }) : call('connectChannel', { body: { type, settings } })
    },
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ['channels'] })
      await queries.invalidateQueries({ queryKey: ['setup'] })
      toast(made.status === 'active' ? words.works : (made.lastError?.sentence ?? words.states.disconnected), { isBad: made.status !== 'active' })
      onClose()
    },
  })
  const problem = connect.error instanceof ApiError ? connect.error : undefined
  const errorOf = (name: string) => problem?.fields.find((field) => field.pointer.endsWith(`/${name}`))?.message
  const types = channelWords()
  const { title, steps } = types.types[type]
  return (
    <FormDialog
      title={title}
      intro={
        <ol className="flex list-decimal flex-col gap-1 pl-5 text-soft">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      }
      action={connect.isPending ? words.connecting : channel ? words.reconnect : words.connect}
      onSubmit={connect.mutate}
      onClose={onClose}
      isBusy={connect.isPending}
      error={connect.error}
    >
      {channelForms[type].map((field) => (
        <Field key={field.name} field={field} label={types.fields[field.name]} channel={channel} error={errorOf(field.name)} />
      ))}
    </FormDialog>
  )
}

function Field({ field, label, channel, error }: { field: ChannelField; label: string; channel: Answer<'connectChannel'> | undefined; error: string | undefined }) {
  const value = field.name === 'name' ? channel?.name : channel?.config[field.name]
  if (field.kind === 'check') return <CheckField name={field.name} label={label} defaultChecked={value === undefined ? field.isOnAtFirst === true : value === true} />
  const shown = Array.isArray(value) ? value.join('\n') : typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  if (field.kind === 'list') return <TextArea name={field.name} label={label} rows={2} defaultValue={shown} error={error} />
  // A key is told by its lines: a field of one line would lose them.
  if (field.kind === 'secretLines') return <TextArea name={field.name} label={label} rows={3} autoComplete="off" spellCheck={false} error={error} />
  const isSecret = field.kind === 'secret'
  return <TextField name={field.name} label={label} defaultValue={isSecret ? '' : shown} required={Boolean(field.isRequired) && !channel} type={isSecret ? 'password' : 'text'} inputMode={field.kind === 'number' ? 'numeric' : undefined} autoComplete="off" error={error} />
}

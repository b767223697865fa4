import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { ApiError, call, type Answer } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea, TextField } from '../../ui/field.tsx'
import { Form, textOf } from '../../ui/form.tsx'
import { useToast } from '../../ui/toast.tsx'

export type ChannelTypeName = 'webchat' | 'telegram' | 'whatsapp'
type FieldName = 'name' | 'greeting' | 'allowedOrigins' | 'botToken' | 'phoneNumberId' | 'businessAccountId' | 'accessToken' | 'appSecret'

const fieldsOf: Record<ChannelTypeName, { name: FieldName; isSecret?: boolean; isRequired?: boolean; isList?: boolean }[]> = {
  webchat: [{ name: 'name' }, { name: 'greeting' }, { name: 'allowedOrigins', isList: true }],
  telegram: [{ name: 'name' }, { name: 'botToken', isSecret: true, isRequired: true }],
  whatsapp: [
    { name: 'name' },
    { name: 'phoneNumberId', isRequired: true },
    { name: 'businessAccountId', isRequired: true },
    { name: 'accessToken', isSecret: true, isRequired: true },
    { name: 'appSecret', isSecret: true, isRequired: true },
  ],
}

/** Steps in words, the fields, and a try: it is connected only after a round trip to the provider. */
export function ConnectDialog({ type, channel, onClose }: { type: ChannelTypeName; channel?: Answer<'connectChannel'>; onClose: () => void }) {
  const { channels: words, shell } = useMessages()
  const queries = useQueryClient()
  const toast = useToast()
  const formId = useId()
  const connect = useMutation({
    mutationFn: (form: FormData) => {
      const settings: Record<string, string | string[]> = {}
      for (const field of fieldsOf[type]) {
        const text = textOf(form, field.name)
        if (text === '') continue
        settings[field.name] = field.isList ? text.split(/\s+/) : text
      }
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
  const shown = (name: FieldName) => {
    const value = channel?.config[name]
    if (name === 'name') return channel?.name ?? ''
    return Array.isArray(value) ? value.join('\n') : typeof value === 'string' ? value : ''
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.types[type].title}
      footer={
        <>
          <Button onClick={onClose}>{shell.cancel}</Button>
          <Button type="submit" form={formId} kind="primary" isBusy={connect.isPending}>
            {connect.isPending ? words.connecting : channel ? words.reconnect : words.connect}
          </Button>
        </>
      }
    >
      <ol className="flex list-decimal flex-col gap-1 pl-5 text-soft">
        {words.types[type].steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <Form id={formId} onSubmit={connect.mutate} isBusy={connect.isPending} error={connect.error}>
        {fieldsOf[type].map((field) =>
          field.isList ? (
            <TextArea key={field.name} name={field.name} label={words.fields[field.name]} rows={2} defaultValue={shown(field.name)} error={errorOf(field.name)} />
          ) : (
            <TextField
              key={field.name}
              name={field.name}
              label={words.fields[field.name]}
              defaultValue={field.isSecret ? '' : shown(field.name)}
              required={Boolean(field.isRequired) && !channel}
              type={field.isSecret ? 'password' : 'text'}
              autoComplete="off"
              error={errorOf(field.name)}
            />
          ),
        )}
      </Form>
    </Dialog>
  )
}

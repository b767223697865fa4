import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { SelectField, TextArea } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { textOf } from '../../ui/form.tsx'
import { useToast } from '../../ui/toast.tsx'
import { relationWords } from './words.ts'

const kinds = ['export', 'correct', 'restrict', 'erase', 'object'] as const
const sources = ['chat', 'counter', 'phone', 'letter', 'email'] as const

/** What a customer asked by word of mouth, written down with its date. */
export function RegisterDialog({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const relations = relationWords()
  const toast = useToast()
  const queries = useQueryClient()
  const register = useMutation({
    mutationFn: (form: FormData) =>
      call('registerDataRequest', {
        params: { customerId },
        body: { kind: kinds.find((kind) => kind === textOf(form, 'kind')) ?? 'export', source: sources.find((source) => source === textOf(form, 'source')) ?? 'chat', note: textOf(form, 'note') },
      }),
    onSuccess: async () => {
      toast(relations.registered)
      onClose()
      await Promise.all(['data-request', 'customer'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
    },
  })
  return (
    <FormDialog
      title={relations.registerTitle}
      action={relations.register}
      onSubmit={register.mutate}
      onClose={onClose}
      isBusy={register.isPending}
      error={register.error}
    >
      <SelectField name="kind" label={relations.kind}>
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {relations.requestKinds[kind]}
          </option>
        ))}
      </SelectField>
      <SelectField name="source" label={relations.source}>
        {sources.map((source) => (
          <option key={source} value={source}>
            {relations.sources[source]}
          </option>
        ))}
      </SelectField>
      <TextArea name="note" label={relations.note} rows={3} maxLength={2_000} />
    </FormDialog>
  )
}

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { ApiError, call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea, TextField } from '../../ui/field.tsx'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import { BirthdayField, isBirthday } from './birthday-field.tsx'
import { isPhone, isSamePhone } from './phone.ts'
import { customerQuery, type Customer } from './queries.ts'

interface Fields {
  name: string
  phone: string
  note: string
  /** `MM-DD`, `-` and a part while it is being chosen, or empty. */
  birthday: string
}

const fieldsOf = ({ name, phone, note, birthday }: Customer): Fields => ({ name, phone: phone ?? '', note, birthday: birthday ?? '' })

/** Name, phone, birthday and note. What a colleague changes meanwhile shows at once wherever nothing was typed. */
export function CustomerForm({ customer, mayChange }: { customer: Customer; mayChange: boolean }) {
  const { customers } = useMessages()
  const queries = useQueryClient()
  const toast = useToast()
  const [typed, setTyped] = useState<Partial<Fields>>({})
  const [isPhoneRefused, setPhoneRefused] = useState(false)
  const stored = fieldsOf(customer)
  const fields = { ...stored, ...typed }
  const isChanged = (['name', 'phone', 'note', 'birthday'] as const).some((key) => fields[key].trim() !== stored[key])
  const isPhoneWrong = fields.phone.trim() !== '' && !isPhone(fields.phone)
  const isBirthdayWrong = fields.birthday !== '' && !isBirthday(fields.birthday)
  const isWrong = isPhoneWrong || isBirthdayWrong
  const write = ({ name, phone, note, birthday }: Fields) => call('updateCustomer', { params: { customerId: customer.customerId }, body: { name: name.trim(), phone: phone.trim() || null, note: note.trim(), birthday: birthday || null } })
  const show = async (changed: Customer) => {
    queries.setQueryData(customerQuery(customer.customerId).queryKey, changed)
    await Promise.all([queries.invalidateQueries({ queryKey: ['customers'] }), queries.invalidateQueries({ queryKey: ['conversations'] })])
  }
  const save = useMutation({
    mutationFn: () => write(fields),
    onSuccess: async (changed) => {
      await show(changed)
      // "Saved" may only be said of what the server shows again.
      const isPhoneRefused = !isSamePhone(fields.phone, changed.phone)
      setTyped(isPhoneRefused ? { phone: fields.phone } : {})
      setPhoneRefused(isPhoneRefused)
      if (isPhoneRefused) return
      toast(customers.saved, { undo: () => void write(stored).then(show, (error: Error) => toast(error.message, { isBad: true })) })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isChanged && !isWrong) save.mutate()
  }
  const problem = save.error instanceof ApiError ? save.error : undefined
  const fieldError = (pointer: string) => problem?.fields.find((field) => field.pointer === pointer)?.message
  return (
    <Card title={customers.profile}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <TextField label={customers.name} value={fields.name} maxLength={200} disabled={!mayChange} onChange={(event) => setTyped({ ...typed, name: event.target.value })} error={fieldError('/name')} />
        <TextField
          label={customers.phone}
          hint={customers.phoneHint}
          type="tel"
          inputMode="tel"
          value={fields.phone}
          maxLength={30}
          disabled={!mayChange}
          onChange={(event) => {
            setPhoneRefused(false)
            setTyped({ ...typed, phone: event.target.value })
          }}
          error={isPhoneWrong || isPhoneRefused ? customers.phoneInvalid : fieldError('/phone')}
        />
        <BirthdayField value={fields.birthday} disabled={!mayChange} error={isBirthdayWrong && fields.birthday.length === 5 ? customers.birthdayWrong : fieldError('/birthday')} onChange={(birthday) => setTyped({ ...typed, birthday })} />
        <TextArea label={customers.note} hint={customers.noteHint} value={fields.note} maxLength={5_000} disabled={!mayChange} onChange={(event) => setTyped({ ...typed, note: event.target.value })} error={fieldError('/note')} />
        {problem && problem.fields.length === 0 && (
          <p role="alert" className="font-semibold text-bad">
            {problem.message}
          </p>
        )}
        {mayChange ? (
          <div className="flex flex-wrap items-center gap-3">
            <Button type="submit" kind="primary" disabled={!isChanged || isWrong} isBusy={save.isPending}>
              {customers.save}
            </Button>
            {isChanged && <span className="text-sm text-soft">{customers.unsaved}</span>}
          </div>
        ) : (
          <p className="text-soft">{customers.mayNotChange}</p>
        )}
      </form>
    </Card>
  )
}

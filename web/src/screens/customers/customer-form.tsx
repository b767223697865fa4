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

const keys = ['name', 'phone', 'note', 'birthday'] as const
const pick = (from: Fields, wanted: readonly (keyof Fields)[]): Partial<Fields> => Object.fromEntries(wanted.map((key) => [key, from[key]]))
const trimmed = ({ name, phone, note, birthday }: Fields): Fields => ({ name: name.trim(), phone: phone.trim(), note: note.trim(), birthday })
const toBody = ({ phone, birthday, ...rest }: Partial<Fields>) => ({ ...rest, ...(phone === undefined ? {} : { phone: phone || null }), ...(birthday === undefined ? {} : { birthday: birthday || null }) })

/** Name, phone, birthday and note. What a colleague changes meanwhile shows at once wherever nothing was typed. */
export function CustomerForm({ customer, mayChange }: { customer: Customer; mayChange: boolean }) {
  const { customers } = useMessages()
  const queries = useQueryClient()
  const toast = useToast()
  const [typed, setTyped] = useState<Partial<Fields>>({})
  /** What stood in a field when typing began. */
  const [seen, setSeen] = useState<Partial<Fields>>({})
  const [isPhoneRefused, setPhoneRefused] = useState(false)
  const stored = fieldsOf(customer)
  const fields = { ...stored, ...typed }
  const changed = keys.filter((key) => fields[key].trim() !== stored[key])
  const isChanged = changed.length > 0
  const type = (key: keyof Fields, value: string) => {
    setSeen({ [key]: stored[key], ...seen })
    setTyped({ ...typed, [key]: value })
  }
  /** What a colleague wrote meanwhile, where something is typed here. */
  const elsewhere = (key: keyof Fields) => (key in typed && seen[key] !== undefined && seen[key] !== stored[key] && fields[key].trim() !== stored[key] ? customers.changedTo(stored[key]) : undefined)
  const isPhoneWrong = fields.phone.trim() !== '' && !isPhone(fields.phone)
  const isBirthdayWrong = fields.birthday !== '' && !isBirthday(fields.birthday)
  const isWrong = isPhoneWrong || isBirthdayWrong
  const write = (next: Partial<Fields>, before?: Partial<Fields>) => call('updateCustomer', { params: { customerId: customer.customerId }, body: { ...toBody(next), ...(before ? { before: toBody(before) } : {}) } })
  const show = async (changed: Customer) => {
    queries.setQueryData(customerQuery(customer.customerId).queryKey, changed)
    await Promise.all([queries.invalidateQueries({ queryKey: ['customers'] }), queries.invalidateQueries({ queryKey: ['conversations'] })])
  }
  const save = useMutation({
    mutationFn: () => write(pick(trimmed(fields), changed), pick(stored, changed)),
    onSuccess: async (now) => {
      const undone = pick(stored, changed)
      await show(now)
      // "Saved" may only be said of what the server shows again.
      const isPhoneRefused = !isSamePhone(fields.phone, now.phone)
      setTyped(isPhoneRefused ? { phone: fields.phone } : {})
      setSeen({})
      setPhoneRefused(isPhoneRefused)
      if (isPhoneRefused) return
      toast(customers.saved, { undo: () => void write(undone).then(show, (error: Error) => toast(error.message, { isBad: true })) })
    },
    // A colleague was first: their words show beside the field, and saving again is a choice.
    onError: () => queries.invalidateQueries({ queryKey: customerQuery(customer.customerId).queryKey }),
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
        <TextField label={customers.name} value={fields.name} maxLength={200} disabled={!mayChange} onChange={(event) => type('name', event.target.value)} error={fieldError('/name') ?? elsewhere('name')} />
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
            type('phone', event.target.value)
          }}
          error={isPhoneWrong || isPhoneRefused ? customers.phoneInvalid : (fieldError('/phone') ?? elsewhere('phone'))}
        />
        <BirthdayField value={fields.birthday} disabled={!mayChange} error={isBirthdayWrong && fields.birthday.length === 5 ? customers.birthdayWrong : fieldError('/birthday')} onChange={(birthday) => type('birthday', birthday)} />
        <TextArea label={customers.note} hint={customers.noteHint} value={fields.note} maxLength={5_000} disabled={!mayChange} onChange={(event) => type('note', event.target.value)} error={fieldError('/note') ?? elsewhere('note')} />
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

import { chosenLanguage, useMessages } from '../../locales/locale.ts'
import { SelectField } from '../../ui/field.tsx'

const pad = (number: number) => String(number).padStart(2, '0')
const months = Array.from({ length: 12 }, (_, month) => pad(month + 1))
const days = Array.from({ length: 31 }, (_, day) => pad(day + 1))
const longest: Record<string, string> = { '02': '29', '04': '30', '06': '30', '09': '30', '11': '30' }

/** A day that some year has: `MM-DD`. */
export function isBirthday(text: string): boolean {
  const [month = '', day = ''] = text.split('-')
  return month.length === 2 && day.length === 2 && day <= (longest[month] ?? '31')
}

/** Day and month, without the year. */
export function BirthdayField({ value, disabled, error, onChange }: { value: string; disabled: boolean; error: string | undefined; onChange: (value: string) => void }) {
  const { customers } = useMessages()
  const [month = '', day = ''] = value.split('-')
  const change = (nextMonth: string, nextDay: string) => onChange(nextMonth === '' && nextDay === '' ? '' : `${nextMonth}-${nextDay}`)
  const name = new Intl.DateTimeFormat(chosenLanguage(), { month: 'long', timeZone: 'UTC' })
  return (
    <fieldset className="flex flex-col gap-1" disabled={disabled}>
      <legend className="font-semibold">{customers.birthday}</legend>
      <p className="text-sm text-soft">{customers.birthdayHint}</p>
      <div className="grid grid-cols-2 gap-3">
        <SelectField label={customers.birthdayDay} value={day} onChange={(event) => change(month, event.target.value)}>
          <option value="">{customers.birthdayNone}</option>
          {days.map((one) => (
            <option key={one} value={one}>
              {Number(one)}
            </option>
          ))}
        </SelectField>
        <SelectField label={customers.birthdayMonth} value={month} onChange={(event) => change(event.target.value, day)}>
          <option value="">{customers.birthdayNone}</option>
          {months.map((one) => (
            <option key={one} value={one}>
              {name.format(new Date(Date.UTC(2024, Number(one) - 1, 1)))}
            </option>
          ))}
        </SelectField>
      </div>
      {error && (
        <p role="alert" className="font-semibold text-bad">
          {error}
        </p>
      )}
    </fieldset>
  )
}

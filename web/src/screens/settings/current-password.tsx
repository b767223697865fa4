import { TextField } from '../../ui/field.tsx'
import { fieldError } from '../../ui/form.tsx'
import { peopleWords } from './words.ts'

/** The current password, asked again before a change that an open phone must not allow. */
export function CurrentPassword({ error, isFirst = true }: { error: Error | null; isFirst?: boolean }) {
  const people = peopleWords()
  return <TextField name="password" type="password" label={people.password} required maxLength={128} autoComplete="current-password" autoFocus={isFirst} error={fieldError(error, '/password')} />
}

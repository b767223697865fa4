import { Page } from '../../ui/page.tsx'
import { ChangePassword } from './change-password.tsx'
import { Sessions } from './sessions.tsx'
import { TwoFactor } from './two-factor.tsx'
import { peopleWords } from './words.ts'

/** The own login: second step, password, and which devices are signed in. */
export function SecurityScreen() {
  const people = peopleWords()
  return (
    <Page title={people.security.title} back="/pengaturan">
      <TwoFactor />
      <ChangePassword />
      <Sessions />
    </Page>
  )
}

import { useMessages } from '../../locales/locale.ts'
import { Page } from '../../ui/page.tsx'
import { ChangePassword } from './change-password.tsx'
import { Sessions } from './sessions.tsx'
import { TwoFactor } from './two-factor.tsx'

/** The own login: second step, password, and which devices are signed in. */
export function SecurityScreen() {
  const { people } = useMessages()
  return (
    <Page title={people.security.title} back="/pengaturan">
      <TwoFactor />
      <ChangePassword />
      <Sessions />
    </Page>
  )
}

import { useMessages } from '../../locales/locale.ts'
import { Page } from '../../ui/page.tsx'
import { SignOut } from '../start/sign-out.tsx'
import { Appearance } from './appearance.tsx'
import { Businesses } from './businesses.tsx'
import { SettingsList } from './settings-list.tsx'

/** What stands behind the avatar on a phone. */
export function MoreScreen() {
  const { settings } = useMessages()
  return (
    <Page title={settings.more} back="/">
      <Businesses />
      <SettingsList />
      <Appearance />
      <SignOut />
    </Page>
  )
}

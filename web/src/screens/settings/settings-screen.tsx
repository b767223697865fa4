import { useMessages } from '../../locales/locale.ts'
import { Page } from '../../ui/page.tsx'
import { SignOut } from '../start/sign-out.tsx'
import { Appearance } from './appearance.tsx'
import { Businesses } from './businesses.tsx'
import { SettingsList } from './settings-list.tsx'

export function SettingsScreen() {
  const { settings } = useMessages()
  return (
    <Page title={settings.title}>
      <SettingsList />
      <Businesses />
      <Appearance />
      <SignOut />
    </Page>
  )
}

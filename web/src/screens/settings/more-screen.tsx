import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { LogOut } from 'lucide-react'
import { call, setActiveBusiness } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { Appearance } from './appearance.tsx'
import { Businesses } from './businesses.tsx'
import { SettingsList } from './settings-list.tsx'

/** What stands behind the avatar on a phone. */
export function MoreScreen() {
  const { settings, shell } = useMessages()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const signOut = async () => {
    await call('signOut')
    setActiveBusiness(null)
    queries.clear()
    await navigate({ to: '/masuk' })
  }
  return (
    <Page title={settings.more} back="/">
      <Businesses />
      <SettingsList />
      <Appearance />
      <Button icon={<LogOut aria-hidden />} onClick={() => void signOut()}>
        {shell.signOut}
      </Button>
    </Page>
  )
}

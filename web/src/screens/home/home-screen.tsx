import { useMessages } from '../../locales/locale.ts'
import { Page } from '../../ui/page.tsx'

export function HomeScreen() {
  const { shell } = useMessages()
  return <Page title={shell.home}>{null}</Page>
}

import { useMessages } from '../locales/locale.ts'
import { EmptyState, LinkButton } from '../ui/states.tsx'

export function NotFoundScreen() {
  const { shell } = useMessages()
  return <EmptyState title={shell.pageMissing} text="" action={<LinkButton to="/">{shell.goHome}</LinkButton>} />
}

import { useMessages } from '../../locales/locale.ts'
import { LinkButton } from '../../ui/states.tsx'
import { SignOut } from './sign-out.tsx'
import { Welcome } from './welcome.tsx'

/** For whoever is signed in but may not make a business: whom to ask, and a way on. */
export function NoBusiness({ hasOther }: { hasOther: boolean }) {
  const { start, shell } = useMessages()
  return (
    <Welcome title={hasOther ? start.operatorOnlyTitle : start.noBusinessTitle} intro={hasOther ? start.operatorOnlyText : start.noBusinessText}>
      {hasOther && <LinkButton to="/">{shell.goHome}</LinkButton>}
      <SignOut />
    </Welcome>
  )
}

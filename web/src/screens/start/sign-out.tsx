import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { LogOut } from 'lucide-react'
import { call, setActiveBusiness } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Button } from '../../ui/button.tsx'
import { useToast } from '../../ui/toast.tsx'

/** Ends the login on this device; nothing that was read stays in memory. */
export function SignOut() {
  const { shell } = useMessages()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const toast = useToast()
  const signOut = useMutation({
    mutationFn: () => call('signOut'),
    onSuccess: async () => {
      setActiveBusiness(null)
      queries.clear()
      await navigate({ to: '/masuk' })
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  return (
    <Button icon={<LogOut aria-hidden />} onClick={() => signOut.mutate()} isBusy={signOut.isPending}>
      {shell.signOut}
    </Button>
  )
}

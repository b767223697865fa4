import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { call } from '../../api/client.ts'
import { Page } from '../../ui/page.tsx'
import { ErrorState, LinkButton, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { answerIn } from './consent-answer.ts'
import { marketplaceWords } from './words.ts'

/** A code works once: a page that is drawn twice hands it in once. */
const handedIn = new Set<string>()

/** Where the marketplace sends the owner back to. */
export function ConsentScreen() {
  const words = marketplaceWords()
  const { accountId = '', state = '' } = useParams({ strict: false }) as { accountId?: string; state?: string }
  const queries = useQueryClient()
  const navigate = useNavigate()
  const toast = useToast()
  const finish = useMutation({
    mutationFn: async () => {
      const answer = answerIn(location.search)
      if (!answer) throw new Error(words.pasteWrong)
      return call('finishMarketplace', { params: { accountId }, body: { state, answer } })
    },
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ['marketplace'] })
      toast(words.connected(made.name))
      await navigate({ to: '/pengaturan/toko-online', replace: true })
    },
  })
  const { mutate } = finish
  useEffect(() => {
    const key = location.href
    if (handedIn.has(key)) return
    handedIn.add(key)
    mutate()
  }, [mutate])
  return (
    <Page title={words.consentTitle} back="/pengaturan/toko-online">
      {finish.isError ? (
        <>
          <ErrorState error={finish.error} />
          <LinkButton to="/pengaturan/toko-online">{words.back}</LinkButton>
        </>
      ) : (
        <>
          <p role="status">{words.finishing}</p>
          <Loading rows={1} />
        </>
      )}
    </Page>
  )
}

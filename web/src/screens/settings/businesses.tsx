import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call, setActiveBusiness } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { useMe } from '../../session.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'

/** Which business this browser looks at; the examples come and go with one tap. */
export function Businesses() {
  const { settings, shell } = useMessages()
  const me = useMe()
  const queries = useQueryClient()
  const toast = useToast()
  const choose = async (businessId: string | null) => {
    setActiveBusiness(businessId)
    await queries.resetQueries()
  }
  const demo = useMutation({
    mutationFn: (isLoading: boolean) => (isLoading ? call('loadDemo') : call('removeDemo')),
    onSuccess: async (_, isLoading) => {
      const own = me?.businesses.find((one) => !one.isDemo)
      await choose(isLoading ? (me?.activeBusinessId ?? null) : (own?.businessId ?? null))
      toast(isLoading ? settings.demoLoaded : settings.demoRemoved)
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  const hasDemo = me?.businesses.some((one) => one.isDemo) ?? false
  return (
    <Card title={shell.businessSwitch}>
      <div role="radiogroup" aria-label={shell.businessSwitch} className="flex flex-col gap-2">
        {me?.businesses.map((business) => (
          <label key={business.businessId} className={`flex min-h-14 flex-wrap items-center gap-x-3 rounded-box border px-3 py-1 ${business.businessId === me.activeBusinessId ? 'border-primary bg-tint' : 'border-line'}`}>
            <input type="radio" name="business" checked={business.businessId === me.activeBusinessId} onChange={() => void choose(business.businessId)} className="size-5 accent-primary" />
            <span className="min-w-0 flex-1 font-semibold [overflow-wrap:anywhere]">{business.name}</span>
            {business.isDemo && <Badge>{shell.sample}</Badge>}
          </label>
        ))}
      </div>
      {me?.isOperator && (
        <div className="flex flex-wrap gap-2">
          <Link to="/mulai" className="inline-flex min-h-12 items-center rounded-box border border-line px-4 font-semibold">
            {settings.addBusiness}
          </Link>
          <Button onClick={() => demo.mutate(!hasDemo)} isBusy={demo.isPending}>
            {hasDemo ? settings.removeDemo : settings.loadDemo}
          </Button>
        </div>
      )}
      {me?.isOperator && hasDemo && <p className="text-sm text-soft">{settings.removeDemoText}</p>}
    </Card>
  )
}

import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { useToast } from '../../ui/toast.tsx'
import { insightWords } from './words.ts'

/** Which ready text fits which ready group; others get the first that can be sent. */
const recipes: Record<string, string> = { 'langganan-setia': 'loyal', 'mulai-kembali': 'loyal', 'hampir-hilang': 'silent', 'lama-hilang': 'silent' }

/** One tap: a promotion for these people, ready to be read and changed; nothing leaves yet. */
export function WriteToSegment({ segmentId, name, label }: { segmentId: string; name: string; label: string }) {
  const words = insightWords()
  const navigate = useNavigate()
  const toast = useToast()
  const mayWrite = useMay('campaigns.write')
  const make = useMutation({
    mutationFn: async () => {
      const { items } = await call('suggestCampaigns')
      const ready = (items.find((item) => item.recipe === recipes[segmentId]) ?? items[0])?.input
      const blank = { channelId: null, variants: [{ name: 'A', text: words.promotionText }], holdoutPercent: 25, measureDays: 14 }
      return call('addCampaign', { body: { ...(ready ?? blank), name, audience: { segmentId } } })
    },
    onSuccess: ({ campaignId }) => navigate({ to: '/promosi/kampanye/$campaignId', params: { campaignId } }),
    onError: (error) => toast(error.message, { isBad: true }),
  })
  if (!mayWrite) return null
  return (
    <Button kind="primary" isBusy={make.isPending} onClick={() => make.mutate()}>
      {label}
    </Button>
  )
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { fieldError, Form, textOf } from '../../ui/form.tsx'
import { segmentsQuery } from '../insights/queries.ts'
import { GoodsPicker } from '../orders/goods-picker.tsx'
import { campaignSettingsQuery, inputOf, type Campaign, type CampaignInput } from './queries.ts'
import { OfferFields, readOffer } from './offer-fields.tsx'
import { TextDraft } from './text-draft.tsx'
import { TemplateFields } from './template-fields.tsx'
import { campaignWords } from './words.ts'

type AudienceKind = 'all' | 'segment' | 'silent' | 'loyal' | 'label' | 'list'

/** Everything about a campaign that can be changed before it leaves. */
export function DraftForm({ campaign, onDone }: { campaign: Campaign; onDone: () => void }) {
  const words = campaignWords()
  const settings = useQuery(campaignSettingsQuery)
  const [variants, setVariants] = useState(campaign.variants)
  const [audience, setAudience] = useState<AudienceKind>(kindOf(campaign.audience))
  const [productMode, setProductMode] = useState(campaign.productMode)
  const [product, setProduct] = useState<{ variantId: string; name: string } | undefined>(campaign.variantId === null ? undefined : { variantId: campaign.variantId, name: '' })
  const [channelId, setChannelId] = useState(campaign.channelId ?? '')
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (input: CampaignInput) => call('updateCampaign', { params: { campaignId: campaign.campaignId }, body: input }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['campaign', campaign.campaignId] })
      onDone()
    },
  })
  const channel = settings.data?.channels.find((one) => one.channelId === channelId)
  const hasTemplates = channel?.hasTemplates ?? false
  const isMail = channel?.type === 'email'
  const submit = (form: FormData) => {
    const number = (name: string, otherwise: number) => Number(textOf(form, name) || otherwise)
    const audiences: Record<AudienceKind, CampaignInput['audience']> = {
      all: {},
      segment: { segmentId: textOf(form, 'segment') },
      silent: { silentDays: number('silentDays', 30) },
      loyal: { minOrders: number('minOrders', 2), boughtWithinDays: number('withinDays', 90) },
      label: { label: textOf(form, 'label') },
      list: campaign.audience,
    }
    save.mutate({
      ...inputOf(campaign),
      name: textOf(form, 'name'),
      channelId: channelId || null,
      audience: audiences[audience],
      variants: variants.map(({ name, template }, index) => ({ name, text: textOf(form, `text${index}`), ...(isMail && textOf(form, `subject${index}`) ? { subject: textOf(form, `subject${index}`) } : {}), ...(template && hasTemplates ? { template } : {}) })),
      productMode,
      variantId: productMode === 'fixed' ? (product?.variantId ?? null) : null,
      offer: productMode === 'none' ? { kind: 'none', value: 0 } : readOffer(form),
      linkUrl: textOf(form, 'linkUrl') || null,
      holdoutPercent: number('holdout', 0),
      measureDays: number('days', 14),
      ...(campaign.trigger === null ? {} : { triggerDays: number('triggerDays', 0) }),
    })
  }
  return (
    <Form onSubmit={submit} action={words.save} isBusy={save.isPending} error={save.error}>
      <TextField name="name" label={words.name} defaultValue={campaign.name} required maxLength={80} />
      <SelectField label={words.via} value={channelId} onChange={(event) => setChannelId(event.target.value)}>
        {settings.data?.channels.map((channel) => (
          <option key={channel.channelId} value={channel.channelId}>
            {channel.name === channel.label ? channel.label : `${channel.label}: ${channel.name}`}
          </option>
        ))}
        {campaign.kind === 'broadcast' && <option value="">{words.byHand}</option>}
      </SelectField>
      {campaign.trigger === null ? <AudienceFields kind={audience} audience={campaign.audience} onKind={setAudience} /> : <TextField name="triggerDays" type="number" min={0} max={730} label={words.journeyDays} defaultValue={campaign.triggerDays ?? 0} required />}
      {variants.map((variant, index) => (
        <div key={variant.name} className="flex flex-col gap-2">
          {isMail && <TextField name={`subject${index}`} label={words.subject(variant.name)} hint={words.subjectHint} defaultValue={variant.subject ?? ''} maxLength={120} />}
          <TextArea name={`text${index}`} label={words.text(variant.name)} defaultValue={variant.text} required maxLength={2_000} rows={5} hint={`${words.slots}: ${Object.entries(words.slotNames).map(([slot, name]) => `{{${slot}}} ${name}`).join(', ')}`} />
          <TextDraft name={`text${index}`} />
          {hasTemplates && <TemplateFields channelId={channelId} variant={variant} onChange={(template) => setVariants(variants.map((one) => (one === variant ? { name: one.name, text: one.text, ...(template ? { template } : {}) } : one)))} />}
          {variants.length > 1 && (
            <Button kind="quiet" onClick={() => setVariants(variants.filter((one) => one !== variant))}>
              {words.removeVariant(variant.name)}
            </Button>
          )}
        </div>
      ))}
      {variants.length < 3 && (
        <Button onClick={() => setVariants([...variants, { name: freeName(variants), text: variants[0]?.text ?? '' }])}>{words.addVariant}</Button>
      )}
      <TextField name="linkUrl" type="url" inputMode="url" label={words.link} hint={words.linkHint} placeholder="https://" defaultValue={campaign.linkUrl ?? ''} maxLength={1_000} error={fieldError(save.error, '/linkUrl')} />
      <SelectField label={words.product} value={productMode} onChange={(event) => setProductMode(event.target.value as Campaign['productMode'])}>
        {(['none', 'fixed', 'usual', 'recommended'] as const).map((mode) => (
          <option key={mode} value={mode}>
            {words.productModes[mode]}
          </option>
        ))}
      </SelectField>
      {productMode === 'fixed' && (
        <details open={product === undefined}>
          <summary className="min-h-12 content-center font-semibold">{product?.name || (product ? words.chosenProduct : words.pickProduct)}</summary>
          <GoodsPicker onPick={({ variantId, name }) => variantId && setProduct({ variantId, name: name ?? '' })} />
        </details>
      )}
      {productMode !== 'none' && <OfferFields offer={campaign.offer} isOneProduct={productMode === 'fixed'} />}
      <div className="grid grid-cols-2 gap-3">
        <TextField name="holdout" type="number" min={0} max={90} label={words.holdout} hint={words.holdoutHint} defaultValue={campaign.holdoutPercent} required />
        <TextField name="days" type="number" min={1} max={90} label={words.days} defaultValue={campaign.measureDays} required />
      </div>
    </Form>
  )
}

function AudienceFields({ kind, audience, onKind }: { kind: AudienceKind; audience: Campaign['audience']; onKind: (kind: AudienceKind) => void }) {
  const words = campaignWords()
  const segments = useQuery(segmentsQuery)
  const kinds: AudienceKind[] = ['all', 'segment', 'silent', 'loyal', 'label', ...(audience.customerIds ? (['list'] as const) : [])]
  return (
    <>
      <SelectField label={words.whom} value={kind} onChange={(event) => onKind(event.target.value as AudienceKind)}>
        {kinds.map((one) => (
          <option key={one} value={one}>
            {one === 'list' ? words.listOf(audience.customerIds?.length ?? 0) : words.audience[one]}
          </option>
        ))}
      </SelectField>
      {kind === 'segment' && (
        <SelectField key={segments.data ? 'read' : 'waiting'} name="segment" label={words.segment} defaultValue={audience.segmentId ?? ''} required>
          {segments.data?.items.map((segment) => (
            <option key={segment.segmentId} value={segment.segmentId}>
              {segment.name} ({segment.members})
            </option>
          ))}
        </SelectField>
      )}
      {kind === 'silent' && <TextField name="silentDays" type="number" min={1} max={730} label={words.silentDays} defaultValue={audience.silentDays ?? 30} required />}
      {kind === 'loyal' && (
        <div className="grid grid-cols-2 gap-3">
          <TextField name="minOrders" type="number" min={1} max={1_000} label={words.minOrders} defaultValue={audience.minOrders ?? 2} required />
          <TextField name="withinDays" type="number" min={1} max={730} label={words.withinDays} defaultValue={audience.boughtWithinDays ?? 90} required />
        </div>
      )}
      {kind === 'label' && <TextField name="label" label={words.label} defaultValue={audience.label ?? ''} required maxLength={80} />}
    </>
  )
}

function kindOf({ customerIds, segmentId, label, silentDays, minOrders, boughtWithinDays }: Campaign['audience']): AudienceKind {
  if (segmentId !== undefined) return 'segment'
  if (customerIds) return 'list'
  if (label !== undefined) return 'label'
  if (silentDays !== undefined) return 'silent'
  return minOrders !== undefined || boughtWithinDays !== undefined ? 'loyal' : 'all'
}

const freeName = (variants: Campaign['variants']) => ['A', 'B', 'C', 'D'].find((name) => !variants.some((variant) => variant.name === name)) ?? 'E'

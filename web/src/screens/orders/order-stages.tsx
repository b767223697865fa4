import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { activeBusiness, call, upload } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Form, textOf } from '../../ui/form.tsx'
import { shortTime } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import { orderSettingsQuery, type OrderDetail } from './queries.ts'
import { salesWords } from './words.ts'

/** The steps of work with their photos, newest first. */
export function OrderStages({ order }: { order: OrderDetail }) {
  const words = salesWords().order
  const stages = useQuery(orderSettingsQuery).data?.stages ?? []
  const mayWrite = useMay('orders.write')
  const [isOpen, setOpen] = useState(false)
  const isOver = order.status === 'completed' || order.status === 'cancelled'
  if (stages.length === 0 && order.stages.length === 0) return null
  return (
    <Card title={words.work}>
      {order.stages.length === 0 && <p className="text-soft">{words.noStage}</p>}
      <ol className="flex flex-col gap-3">
        {order.stages.toReversed().map((stage) => (
          <li key={stage.stageId} className="flex gap-3">
            {stage.hasPhoto && <img src={`/api/order-stages/${stage.stageId}/photo?business=${activeBusiness() ?? ''}`} alt={words.photoAlt(stage.stage)} loading="lazy" className="size-24 shrink-0 rounded-box object-cover" />}
            <span className="min-w-0">
              <span className="block font-semibold">{stage.stage}</span>
              <time dateTime={stage.at} className="block text-sm text-soft">
                {shortTime(stage.at)}
              </time>
              {stage.note && <span className="block">{stage.note}</span>}
            </span>
          </li>
        ))}
      </ol>
      {mayWrite && !isOver && stages.length > 0 && <Button onClick={() => setOpen(true)}>{words.stageTitle}</Button>}
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={words.stageTitle}>
        <StageForm order={order} stages={stages} onDone={() => setOpen(false)} />
      </Dialog>
    </Card>
  )
}

function StageForm({ order, stages, onDone }: { order: OrderDetail; stages: string[]; onDone: () => void }) {
  const words = salesWords().order
  const queries = useQueryClient()
  const toast = useToast()
  const following = stages[order.stage === null ? 0 : Math.min(stages.length - 1, stages.indexOf(order.stage) + 1)]
  const save = useMutation({
    mutationFn: async (form: FormData) => {
      const { stageId } = await call('enterStage', { params: { orderId: order.orderId }, body: { stage: textOf(form, 'stage'), note: textOf(form, 'note') } })
      const photo = form.get('file')
      if (!(photo instanceof File) || photo.size === 0) return
      const picture = new FormData()
      picture.set('file', photo)
      await upload(`/api/order-stages/${stageId}/photo`, picture)
    },
    onSuccess: () => {
      toast(words.stageSaved)
      onDone()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['orders'] }),
  })
  return (
    <Form onSubmit={(form) => save.mutate(form)} action={words.stageTitle} isBusy={save.isPending} error={save.error}>
      <SelectField name="stage" label={words.stage} defaultValue={following}>
        {stages.map((stage) => (
          <option key={stage}>{stage}</option>
        ))}
      </SelectField>
      <TextField name="note" label={words.stageNote} maxLength={500} />
      <TextField name="file" type="file" accept="image/*" label={words.stagePhoto} />
    </Form>
  )
}

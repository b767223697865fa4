import { useMutation } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Refusal } from '../../ui/form.tsx'
import { Card } from '../../ui/page.tsx'
import { asPreview, type FilePreview } from './preview.ts'
import { importingWords } from './words.ts'

/** Orders came in whose goods nobody has listed: the way from there to a catalogue. */
export function SoldGoods({ onFound }: { onFound: (preview: FilePreview) => void }) {
  const importing = importingWords()
  const read = useMutation({ mutationFn: () => call('previewSoldGoods'), onSuccess: (preview) => onFound(asPreview(preview)) })
  if (read.isSuccess) return null
  return (
    <Card>
      <p className="text-soft">{importing.soldGoodsText}</p>
      <Refusal error={read.error} />
      <Button onClick={() => read.mutate()} isBusy={read.isPending}>
        {importing.soldGoods}
      </Button>
    </Card>
  )
}

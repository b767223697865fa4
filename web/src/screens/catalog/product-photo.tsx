import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ImagePlus } from 'lucide-react'
import { useRef } from 'react'
import { activeBusiness, call, upload } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import { photoAddress } from './photo-address.ts'
import type { Product } from './queries.ts'

/** The photo of a product: choose one, take another, take it away and back. */
export function ProductPhoto({ product, mayWrite }: { product: Product; mayWrite: boolean }) {
  const { catalog } = useMessages()
  const { productId, photoKey } = product
  const picker = useRef<HTMLInputElement>(null)
  const queries = useQueryClient()
  const toast = useToast()
  const show = () => queries.invalidateQueries({ queryKey: ['products'] })
  const refuse = (error: Error) => toast(error.message, { isBad: true })
  const put = useMutation({
    mutationFn: async (photo: Blob) => {
      const form = new FormData()
      form.set('file', photo, 'foto')
      await upload(`/api/products/${productId}/photo`, form)
    },
    onSuccess: async () => {
      await show()
      toast(catalog.photoSaved)
    },
    onError: refuse,
  })
  const remove = useMutation({
    mutationFn: async () => {
      const kept = photoKey === null ? undefined : await (await fetch(photoAddress(productId, photoKey, activeBusiness()))).blob()
      await call('removeProductPhoto', { params: { productId } })
      return kept
    },
    onSuccess: async (kept) => {
      await show()
      toast(catalog.photoRemoved, kept ? { undo: () => put.mutate(kept) } : {})
    },
    onError: refuse,
  })
  if (photoKey === null && !mayWrite) return null
  return (
    <Card title={catalog.photo}>
      {photoKey !== null && <img src={photoAddress(productId, photoKey, activeBusiness())} alt={catalog.photoOf(product.name)} className="max-h-80 w-full rounded-box bg-tint object-contain" />}
      {mayWrite && (
        <div className="flex flex-wrap gap-2">
          <input
            ref={picker}
            type="file"
            accept="image/*"
            aria-label={catalog.choosePhoto}
            tabIndex={-1}
            className="sr-only"
            onChange={(event) => {
              const [file] = event.target.files ?? []
              event.target.value = ''
              if (file) put.mutate(file)
            }}
          />
          <Button icon={<ImagePlus aria-hidden className="size-5" />} isBusy={put.isPending} onClick={() => picker.current?.click()}>
            {photoKey === null ? catalog.addPhoto : catalog.changePhoto}
          </Button>
          {photoKey !== null && (
            <Button kind="quiet" isBusy={remove.isPending} onClick={() => remove.mutate()}>
              {catalog.removePhoto}
            </Button>
          )}
        </div>
      )}
    </Card>
  )
}

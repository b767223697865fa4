import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { CheckField, TextArea, TextField } from '../../ui/field.tsx'
import { fieldError, Form, textOf } from '../../ui/form.tsx'
import { readRupiah } from '../../ui/money-input.ts'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import type { Product } from './queries.ts'

interface VariantFields {
  key: string
  variantId?: string
  name: string
  sku: string
  price: string
  stock: string
  /** What the form began with: unchanged, it is not sent, so that sales made meanwhile stay right. */
  shownStock?: string
  weight: string
  description: string
}

/** A product with its variants; everything on one page, the first variant open. */
export function ProductForm({ product }: { product?: Product }) {
  const { catalog, shell } = useMessages()
  const [variants, setVariants] = useState<VariantFields[]>(() => (product ? product.variants.map(toFields) : [emptyVariant()]))
  // The form shows what it began with, whatever is fetched meanwhile.
  const [seenAt] = useState(product?.updatedAt)
  const [wasTried, setTried] = useState(false)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const toast = useToast()
  const save = useMutation({
    mutationFn: (form: FormData) => {
      const body = { name: textOf(form, 'name'), category: textOf(form, 'category'), description: textOf(form, 'description'), isForSale: form.has('isForSale'), variants: variants.map(toInput) }
      return product ? call('updateProduct', { params: { productId: product.productId }, body, ifMatch: `"${seenAt}"` }) : call('addProduct', { body })
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['products'] })
      toast(catalog.saved)
      await navigate({ to: '/jualan' })
    },
  })
  const change = (key: string, changes: Partial<VariantFields>) => setVariants((all) => all.map((variant) => (variant.key === key ? { ...variant, ...changes } : variant)))
  const isPriceWrong = (variant: VariantFields) => variant.price.trim() !== '' && readRupiah(variant.price) === undefined
  const submit = (form: FormData) => {
    setTried(true)
    if (!variants.some(isPriceWrong)) save.mutate(form)
  }
  return (
    <Form onSubmit={submit} action={save.isPending ? shell.saving : shell.save} isBusy={save.isPending} error={save.error}>
      <Card>
        <TextField name="name" label={catalog.name} defaultValue={product?.name} required maxLength={200} error={fieldError(save.error, '/name')} />
        <TextField name="category" label={catalog.category} defaultValue={product?.category} maxLength={100} />
        <TextArea name="description" label={catalog.description} hint={catalog.descriptionHint} defaultValue={product?.description} maxLength={4_000} />
        <CheckField name="isForSale" label={catalog.forSale} hint={catalog.forSaleHint} defaultChecked={product?.isForSale ?? true} />
      </Card>
      <Card title={catalog.variantsTitle}>
        {variants.map((variant, index) => (
          <fieldset key={variant.key} className="grid grid-cols-2 gap-3 border-t border-line pt-3 first-of-type:border-0 sm:grid-cols-4">
            <legend className="sr-only">{variant.name || `${catalog.variantName} ${index + 1}`}</legend>
            <TextField label={catalog.variantName} placeholder={catalog.variantHint} value={variant.name} onChange={(event) => change(variant.key, { name: event.target.value })} maxLength={200} />
            <TextField label={catalog.price} inputMode="text" value={variant.price} onChange={(event) => change(variant.key, { price: event.target.value })} error={wasTried && isPriceWrong(variant) ? catalog.moneyInvalid : undefined} />
            <TextField label={catalog.stockLabel} placeholder={catalog.stockHint} inputMode="numeric" pattern="[0-9]*" value={variant.stock} onChange={(event) => change(variant.key, { stock: event.target.value })} />
            <TextField label={catalog.sku} value={variant.sku} onChange={(event) => change(variant.key, { sku: event.target.value })} maxLength={60} />
            <div className="col-span-full flex items-start justify-between gap-3">
              <details className="min-w-0 grow">
                <summary className="min-h-12 content-center font-semibold text-primary">{catalog.moreOfVariant}</summary>
                <div className="flex flex-col gap-3 pb-2">
                  <TextField label={catalog.weight} inputMode="numeric" pattern="[0-9]*" value={variant.weight} onChange={(event) => change(variant.key, { weight: event.target.value })} />
                  <TextArea label={catalog.variantDescription} rows={2} value={variant.description} onChange={(event) => change(variant.key, { description: event.target.value })} maxLength={4_000} />
                </div>
              </details>
              {variants.length > 1 && (
                <IconButton label={`${catalog.removeVariant}: ${variant.name || index + 1}`} onClick={() => setVariants((all) => all.filter((one) => one.key !== variant.key))}>
                  <Trash2 aria-hidden />
                </IconButton>
              )}
            </div>
          </fieldset>
        ))}
        <Button icon={<Plus aria-hidden />} onClick={() => setVariants((all) => [...all, emptyVariant()])}>
          {catalog.addVariant}
        </Button>
      </Card>
    </Form>
  )
}

function emptyVariant(): VariantFields {
  return { key: crypto.randomUUID(), name: '', sku: '', price: '', stock: '', weight: '', description: '' }
}

function toFields(variant: Product['variants'][number]): VariantFields {
  return {
    key: variant.variantId,
    variantId: variant.variantId,
    name: variant.name,
    sku: variant.sku,
    price: variant.price === null ? '' : String(variant.price),
    stock: variant.onHand === null ? '' : String(variant.onHand),
    shownStock: variant.onHand === null ? '' : String(variant.onHand),
    weight: variant.weightGrams === null ? '' : String(variant.weightGrams),
    description: variant.description,
  }
}

function toInput(variant: VariantFields) {
  const whole = (text: string) => (/^\d+$/.test(text.trim()) ? Number(text) : null)
  return {
    ...(variant.variantId ? { variantId: variant.variantId } : {}),
    ...(variant.sku.trim() ? { sku: variant.sku.trim() } : {}),
    name: variant.name.trim(),
    price: readRupiah(variant.price) ?? null,
    stock: variant.stock === variant.shownStock ? null : whole(variant.stock),
    weightGrams: whole(variant.weight),
    description: variant.description,
  }
}

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { ProductForm } from './product-form.tsx'
import { ProductPhoto } from './product-photo.tsx'
import { productQuery } from './queries.ts'

export function ProductScreen() {
  const { catalog } = useMessages()
  const { productId } = useParams({ strict: false })
  const product = useQuery(productQuery(productId ?? ''))
  const mayWrite = useMay('catalog.write')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const toast = useToast()
  const refresh = () => queries.invalidateQueries({ queryKey: ['products'] })
  const stopSelling = async (id: string) => {
    await call('deleteProduct', { params: { productId: id } })
    await refresh()
    toast(catalog.deleted, { undo: () => void call('restoreProduct', { params: { productId: id } }).then(refresh).then(() => toast(catalog.restored)) })
    await navigate({ to: '/jualan' })
  }
  return (
    <Page title={product.data?.name ?? catalog.editProduct} back="/jualan">
      {product.isPending && <Loading />}
      {product.isError && <ErrorState error={product.error} onRetry={() => void product.refetch()} />}
      {product.data && <ProductForm key={product.data.productId} product={product.data} />}
      {product.data && <ProductPhoto product={product.data} mayWrite={mayWrite} />}
      {product.data && mayWrite && (
        <Button kind="danger" onClick={() => void stopSelling(product.data.productId)}>
          {catalog.deleteProduct}
        </Button>
      )}
    </Page>
  )
}

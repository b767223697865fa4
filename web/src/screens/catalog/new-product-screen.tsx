import { useMessages } from '../../locales/locale.ts'
import { Page } from '../../ui/page.tsx'
import { ProductForm } from './product-form.tsx'

export function NewProductScreen() {
  const { catalog } = useMessages()
  return (
    <Page title={catalog.newProduct} back="/jualan">
      <ProductForm />
    </Page>
  )
}

import { activeBusiness } from '../api/client.ts'
import { useMessages } from '../locales/locale.ts'

/** The whole list as a file, for spreadsheets and bookkeepers. */
export function ExportLinks({ list }: { list: 'orders' | 'customers' | 'products' | 'stock' }) {
  const { importing } = useMessages()
  const address = (form: string) => `/api/exports/${list}?form=${form}&business=${activeBusiness() ?? ''}`
  const look = 'inline-flex min-h-12 items-center font-semibold text-primary underline'
  return (
    <nav aria-label={importing.exportTitle} className="flex flex-wrap gap-x-6">
      <a href={address('xlsx')} download className={look}>
        {importing.exportExcel}
      </a>
      <a href={address('csv')} download className={look}>
        {importing.exportCsv}
      </a>
    </nav>
  )
}

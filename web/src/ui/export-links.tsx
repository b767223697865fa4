import { activeBusiness } from '../api/client.ts'
import { useMessages } from '../locales/locale.ts'

/** The whole list as a file, for spreadsheets and bookkeepers. */
export function ExportLinks({ list }: { list: 'orders' | 'customers' | 'products' | 'stock' }) {
  const { shell } = useMessages()
  const address = (form: string) => `/api/exports/${list}?form=${form}&business=${activeBusiness() ?? ''}`
  const look = 'inline-flex min-h-12 items-center font-semibold text-primary underline'
  return (
    <nav aria-label={shell.exportTitle} className="flex flex-wrap gap-x-6">
      <a href={address('xlsx')} download className={look}>
        {shell.exportExcel}
      </a>
      <a href={address('csv')} download className={look}>
        {shell.exportCsv}
      </a>
    </nav>
  )
}

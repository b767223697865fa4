import { activeBusiness } from '../api/client.ts'
import { useMessages } from '../locales/locale.ts'

/** The whole list as a file, for spreadsheets and bookkeepers: `list` is its address under `/api/exports/`. */
export function ExportLinks({ list, filter = {}, title }: { list: string; filter?: object; title?: string }) {
  const { shell } = useMessages()
  const address = (form: string) => `/api/exports/${list}?${new URLSearchParams(Object.entries({ ...filter, form, business: activeBusiness() ?? '' })).toString()}`
  const look = 'inline-flex min-h-12 items-center font-semibold text-primary underline'
  return (
    <nav aria-label={title ? `${shell.exportTitle}: ${title}` : shell.exportTitle} className="flex flex-wrap items-center gap-x-6">
      {title && <span className="grow">{title}</span>}
      <a href={address('xlsx')} download className={look}>
        {title ? 'Excel' : shell.exportExcel}
      </a>
      <a href={address('csv')} download className={look}>
        {title ? 'CSV' : shell.exportCsv}
      </a>
    </nav>
  )
}

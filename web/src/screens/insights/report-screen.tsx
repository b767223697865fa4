import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { activeBusiness } from '../../api/client.ts'
import { SelectField } from '../../ui/field.tsx'
import { longDate } from '../../ui/format.ts'
import { Card, Page } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { OverstockCard } from '../stock-advice/overstock-card.tsx'
import { SupplierCard } from '../stock-advice/supplier-card.tsx'
import { channelName, dayOf, shownCell } from './cells.ts'
import { Chart } from './chart.tsx'
import { reportQuery, reportsQuery, type Report } from './queries.ts'
import { insightWords } from './words.ts'

const periods = [7, 28, 90, 365] as const
const shownRows = 100

/** One report: what it says, its chart, its table, and the whole table as a file. */
export function ReportScreen() {
  const words = insightWords()
  const navigate = useNavigate()
  const { report: key = '' } = useParams({ strict: false })
  const asked = useSearch({ strict: false }).hari
  const days = typeof asked === 'number' && (periods as readonly number[]).includes(asked) ? asked : 28
  const hasPeriod = useQuery(reportsQuery).data?.items.find((one) => one.report === key)?.hasPeriod ?? false
  const report = useQuery(reportQuery(key, hasPeriod ? days : null))
  const title = words.report[key]?.title ?? words.reports
  return (
    <Page title={title} back="/laporan">
      {hasPeriod && (
        <SelectField label={words.period} value={days} onChange={(event) => void navigate({ to: '/laporan/$report', params: { report: key }, search: { hari: Number(event.target.value) }, replace: true })}>
          {periods.map((one) => (
            <option key={one} value={one}>
              {words.days(one)}
            </option>
          ))}
        </SelectField>
      )}
      {report.isPending && <Loading />}
      {report.isError && <ErrorState error={report.error} onRetry={() => void report.refetch()} />}
      {report.data && <Content report={report.data} title={title} />}
    </Page>
  )
}

function Content({ report, title }: { report: Report; title: string }) {
  const words = insightWords()
  const own = words.report[report.report]
  const { chart, columns, rows, missing, period, computedAt } = report
  const [x, y] = chart ? [columns.findIndex((one) => one.key === chart.x), columns.findIndex((one) => one.key === chart.y)] : [-1, -1]
  const points = rows.flatMap((row) => {
    const [label, value] = [row[x], row[y]]
    const [labelColumn, valueColumn] = [columns[x], columns[y]]
    return labelColumn && valueColumn && typeof value === 'number' ? [{ label: shownCell(label ?? null, labelColumn, report.report), value, shown: shownCell(value, valueColumn, report.report) }] : []
  })
  // What to do comes before what it is reckoned from.
  const isAdvice = report.report === 'stock-advice'
  const drawn = chart && !missing && <Chart kind={chart.kind} points={points} title={`${words.chart}: ${title}`} />
  return (
    <>
      <Card>
        {missing && <p className="rounded-box bg-note px-4 py-2 text-on-note">{words.missing(words.what[missing.what] ?? missing.what, missing.have, missing.need)}</p>}
        {own && !missing && <p className="text-lg font-semibold">{own.sentence(report.report === 'channels' ? { ...report.facts, first: channelName(String(report.facts['first'] ?? '')) } : report.facts)}</p>}
        <p className="text-sm text-soft">
          {period && `${words.from(dayOf(period.from), dayOf(period.to))}. `}
          {own?.about} {computedAt && words.computed(longDate(computedAt))}
        </p>
        {!isAdvice && drawn}
      </Card>
      {isAdvice && (
        <>
          <SupplierCard />
          <OverstockCard />
          {drawn && <Card>{drawn}</Card>}
        </>
      )}
      {report.report === 'attribution' && (
        <Link to="/promosi" className="inline-flex min-h-12 items-center font-semibold text-primary underline">
          {words.campaignResults}
        </Link>
      )}
      {rows.length === 0 ? <p className="text-soft">{words.noRows}</p> : <Table report={report} title={title} />}
      <Files report={report} />
    </>
  )
}

function Table({ report, title }: { report: Report; title: string }) {
  const words = insightWords()
  const { columns, rows } = report
  return (
    <>
      <div role="region" aria-label={`${words.table}: ${title}`} tabIndex={0} className="overflow-x-auto rounded-box bg-card shadow-box">
        <table className="w-full border-collapse">
          <thead>
            <tr>
              {columns.map((column, index) => (
                <th key={column.key} scope="col" className={`px-2 py-3 text-sm font-semibold first:pl-4 last:pr-4 sm:px-4 text-soft ${index === 0 ? 'text-left' : 'text-right'}`}>
                  {words.columns[column.key] ?? column.heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {inOrder(report).slice(0, shownRows).map((row, at) => (
              <tr key={at}>
                {columns.map((column, index) => (
                  <td key={column.key} className={`px-2 py-2 first:pl-4 last:pr-4 sm:px-4 ${column.kind === 'text' ? 'min-w-32 [overflow-wrap:anywhere]' : 'whitespace-nowrap'} ${index === 0 ? 'text-left' : 'tabular text-right'}`}>
                    {shownCell(row[index] ?? null, column, report.report)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > shownRows && <p className="text-soft">{words.more(rows.length - shownRows)}</p>}
    </>
  )
}

/** The newest day first: that is what people look for. */
function inOrder({ columns, rows }: Report): Report['rows'] {
  return columns[0]?.kind === 'day' ? rows.toReversed() : rows
}

function Files({ report }: { report: Report }) {
  const words = insightWords()
  const period = report.period ? `&from=${report.period.from}&to=${report.period.to}` : ''
  const address = (form: string) => `/api/reports/file?report=${report.report}&form=${form}${period}&business=${activeBusiness() ?? ''}`
  const look = 'inline-flex min-h-12 items-center font-semibold text-primary underline'
  return (
    <nav aria-label={words.table} className="flex flex-wrap gap-x-6">
      <a href={address('xlsx')} download className={look}>
        {words.excel}
      </a>
      <a href={address('csv')} download className={look}>
        {words.csv}
      </a>
    </nav>
  )
}

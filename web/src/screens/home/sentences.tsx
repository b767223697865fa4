import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { rupiah } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { homeQuery, type Home } from '../insights/queries.ts'
import { insightWords } from '../insights/words.ts'
import { Decisions } from './decisions.tsx'

/** Eight weeks before weeks are compared: less says more about chance than about the shop. */
const enoughDays = 56
const look = 'inline-flex min-h-12 items-center font-semibold text-primary underline'

/** Yesterday and this week in words, and what to do. Each number opens its list. */
export function Sentences() {
  const words = insightWords()
  const home = useQuery(homeQuery)
  if (home.isPending) return <Loading rows={2} />
  if (!home.data) return <ErrorState error={home.error} onRetry={() => void home.refetch()} />
  const { yesterday, week } = home.data
  return (
    <>
      {/* What to do stands on the first screen of a phone. */}
      <Decisions decisions={home.data.decisions} isReckoned={home.data.refreshedAt !== null} />
      <Card title={words.soFar}>
        <Figures title={words.yesterday} figures={yesterday} />
        <Figures title={words.week} figures={week} />
        <Comparison home={home.data} />
        <nav aria-label={words.soFar} className="flex flex-wrap gap-x-6">
          <Link to="/angka" className={look}>
            {words.figures}
          </Link>
          <Link to="/laporan" className={look}>
            {words.reports}
          </Link>
        </nav>
      </Card>
    </>
  )
}

function Figures({ title, figures }: { title: string; figures: Home['week'] }) {
  const words = insightWords()
  const isQuiet = figures.chats === 0 && figures.orders === 0
  return (
    <section>
      <h3 className="font-bold">{title}</h3>
      {isQuiet ? (
        <p>{words.quiet}</p>
      ) : (
        <p className="flex flex-wrap items-center gap-x-4 text-lg">
          <Link to="/chat" className={look}>
            {words.chats(figures.chats)}
          </Link>
          <span>{words.ordering(figures.ordering)}</span>
          <Link to="/jualan/pesanan" className={look}>
            {words.orders(figures.orders)}
          </Link>
          <span className="tabular">{rupiah(figures.amount)}</span>
        </p>
      )}
    </section>
  )
}

function Comparison({ home }: { home: Home }) {
  const words = insightWords()
  const { week, weekBefore, knownDays, calendar } = home
  if (knownDays === 0) return null
  if (knownDays < enoughDays) return <p className="text-sm text-soft">{words.tooEarly(knownDays)}</p>
  const percent = weekBefore.amount === 0 ? null : Math.round(((week.amount - weekBefore.amount) / weekBefore.amount) * 100)
  return (
    <p className="text-sm text-soft">
      {percent !== null && `${words.sold(rupiah(week.amount))}, ${words.than(percent)}. `}
      {calendar.length > 0 && `${words.calendar(calendar.join(', '))} `}
      {words.howOrdering}
    </p>
  )
}

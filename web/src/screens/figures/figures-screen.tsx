import { useQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import { longDate, rupiah } from '../../ui/format.ts'
import { Card, Page } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { insightWords } from '../insights/words.ts'
import { ConversionCard } from './conversion-card.tsx'
import { GainCard } from './gain-card.tsx'
import { PromisesCard } from './promises-card.tsx'
import { figuresQuery, type Figures } from './queries.ts'
import { SeasonsCard } from './seasons-card.tsx'
import { Workload } from './workload.tsx'
import { figureWords } from './words.ts'

const look = 'inline-flex min-h-12 items-center font-semibold text-primary underline'

/** The figures of the shop in sentences, each with the rows it is made of. What to do about them stands on the home page. */
export function FiguresScreen() {
  const words = figureWords()
  const figures = useQuery(figuresQuery)
  return (
    <Page title={words.title} back="/">
      {figures.isPending && <Loading />}
      {figures.isError && !figures.data && <ErrorState error={figures.error} onRetry={() => void figures.refetch()} />}
      {figures.data && (figures.data.computed ? <Cards figures={figures.data} computed={figures.data.computed} /> : <p className="text-soft">{words.none}</p>)}
    </Page>
  )
}

function Cards({ figures, computed }: { figures: Figures; computed: NonNullable<Figures['computed']> }) {
  const words = figureWords()
  return (
    <>
      <FourWeeks fourWeeks={figures.fourWeeks} />
      <ConversionCard conversion={computed.conversion} fourWeeks={figures.fourWeeks} />
      <Speed answers={figures.answers} />
      <PromisesCard promises={computed.promises} />
      <GainCard gain={computed.gain} />
      <Workload workload={figures.workload} />
      <SeasonsCard seasons={computed.seasons} />
      {figures.computedAt && <p className="text-sm text-soft">{words.computed(longDate(figures.computedAt))}</p>}
    </>
  )
}

/** Baskets, people who come back, how content they are; what nobody knows yet is left out. */
function FourWeeks({ fourWeeks }: Pick<Figures, 'fourWeeks'>) {
  const words = figureWords()
  if (!fourWeeks) return null
  const { now, before, ratings } = fourWeeks
  const said: { text: string; label: string; link: LinkProps }[] = [
    ...(now.basket === null ? [] : [{ text: words.basket(rupiah(now.basket), before.basket === null ? null : rupiah(before.basket)), label: words.links.orders, link: { to: '/jualan/pesanan' as const } }]),
    ...(now.buyers === 0 ? [] : [{ text: words.cameBack(now.returning, now.buyers), label: words.links.customers, link: reportLink('customers') }]),
    ...(ratings.asked === 0 ? [] : [{ text: words.content(ratings.good, ratings.answered, ratings.asked), label: words.links.ratings, link: reportLink('themes') }]),
  ]
  if (said.length === 0) return null
  return (
    <Card title={words.fourWeeks}>
      <ul className="flex flex-col">
        {said.map(({ text, label, link }) => (
          <li key={label} className="flex flex-col items-start">
            {text}
            <Link {...link} className={look}>
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** How long customers waited, now and before the assistant. */
function Speed({ answers }: Pick<Figures, 'answers'>) {
  const words = figureWords()
  const { duration } = insightWords()
  const [before, after] = [answers?.before, answers?.after]
  return (
    <Card title={words.speed}>
      {after ? <p>{before ? words.speedText(duration(before.median), duration(after.median)) : words.speedNow(duration(after.median))}</p> : <p className="text-soft">{words.noSpeed}</p>}
      {after && (
        <Link {...reportLink('response-times')} className={`${look} self-start`}>
          {words.links.answers}
        </Link>
      )}
    </Card>
  )
}

const reportLink = (report: string) => ({ to: '/laporan/$report' as const, params: { report } })

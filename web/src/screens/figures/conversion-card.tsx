import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMessages } from '../../locales/locale.ts'
import { Card } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { channelName } from '../insights/cells.ts'
import { MoreRows, Opening, RowList, rowLook } from './opening.tsx'
import { writersQuery, type Computed, type Figures } from './queries.ts'
import { figureWords } from './words.ts'

type By = 'channel' | 'answerer'

/** Of the people who wrote, those who then ordered: in all, by channel and by who answered. */
export function ConversionCard({ conversion, fourWeeks }: { conversion: Computed['conversion']; fourWeeks: Figures['fourWeeks'] }) {
  const words = figureWords()
  const { channels, answerers } = conversion
  const before = fourWeeks && fourWeeks.before.chats > 0 ? words.of(fourWeeks.before.ordering, fourWeeks.before.chats) : null
  return (
    <Card title={words.conversion}>
      {channels.length === 0 ? (
        <p className="text-soft">{words.nobodyWrote}</p>
      ) : (
        <>
          {fourWeeks && fourWeeks.now.chats > 0 && <p>{words.conversionSum(fourWeeks.now.ordering, fourWeeks.now.chats, before)}</p>}
          <Shares by="channel" title={words.byChannel} shares={channels} nameOf={channelName} />
          <Shares by="answerer" title={words.byAnswerer} shares={answerers} nameOf={(key) => words.answerers[key] ?? key} />
          <p className="text-sm text-soft">
            {words.conversionHow} {channels.length > 1 && words.twoChannels} {words.notProof}
          </p>
        </>
      )}
    </Card>
  )
}

function Shares({ by, title, shares, nameOf }: { by: By; title: string; shares: Computed['conversion']['channels']; nameOf: (key: string) => string }) {
  const words = figureWords()
  return (
    <section className="flex flex-col gap-1">
      <h3 className="font-bold">{title}</h3>
      <ul className="flex flex-col gap-2">
        {shares.map(({ key, people, ordering }) => (
          <li key={key} className="flex flex-col">
            <span className="flex flex-wrap justify-between gap-x-3">
              <span>{nameOf(key)}</span>
              <span className="tabular font-semibold">{words.of(ordering, people)}</span>
            </span>
            <Opening title={nameOf(key)}>
              <Writers by={by} figure={key} />
            </Opening>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Writers({ by, figure }: { by: By; figure: string }) {
  const words = figureWords()
  const { customers } = useMessages()
  const rows = useInfiniteQuery(writersQuery(by, figure))
  if (rows.isPending) return <Loading rows={1} />
  if (!rows.data) return <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />
  return (
    <>
      <RowList title={by === 'channel' ? words.byChannel : words.byAnswerer}>
        {rows.data.pages.flatMap((page) => page.items).map(({ customerId, conversationId, name, hasOrdered }) => (
          <li key={conversationId}>
            <Link to="/pelanggan/$customerId" params={{ customerId }} className={rowLook}>
              <span>{name || customers.nameless}</span>
              <span className="text-sm text-soft">{hasOrdered ? words.ordered : words.notOrdered}</span>
            </Link>
          </li>
        ))}
      </RowList>
      <MoreRows rows={rows} />
    </>
  )
}

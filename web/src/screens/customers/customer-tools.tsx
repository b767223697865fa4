import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { BadgeCheck, HeartHandshake, QrCode, Scale, UsersRound } from 'lucide-react'
import { insightWords } from '../insights/words.ts'
import { openRequestsQuery } from './relation-queries.ts'
import { relationWords } from './words.ts'

const look = 'flex min-h-14 items-center gap-3 rounded-box bg-card px-4 py-2 font-semibold shadow-box hover:bg-tint'

/** Ways from the list of customers to what concerns many of them; a request that is late is said in words. */
export function CustomerTools() {
  const relations = relationWords()
  const { data } = useQuery(openRequestsQuery)
  return (
    <nav aria-label={relations.tools} className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,9rem),1fr))] gap-2">
      <Link to="/pelanggan/kelompok" className={look}>
        <UsersRound aria-hidden className="shrink-0 text-primary" />
        {insightWords().segments}
      </Link>
      <Link to="/pelanggan/mutu-data" className={look}>
        <BadgeCheck aria-hidden className="shrink-0 text-primary" />
        {relations.quality}
      </Link>
      <Link to="/pelanggan/kartu-paket" className={look}>
        <QrCode aria-hidden className="shrink-0 text-primary" />
        {relations.cards}
      </Link>
      <Link to="/pelanggan/loyalitas" className={look}>
        <HeartHandshake aria-hidden className="shrink-0 text-primary" />
        {relations.loyalty}
      </Link>
      <Link to="/pelanggan/permintaan" className={look}>
        <Scale aria-hidden className="shrink-0 text-primary" />
        <span>
          {relations.requests}
          {data && data.openCount > 0 && <span className={`block text-sm ${data.overdueCount > 0 ? 'text-bad' : 'text-soft'}`}>{data.overdueCount > 0 ? relations.lateShort(data.overdueCount) : relations.openRequests(data.openCount)}</span>}
        </span>
      </Link>
    </nav>
  )
}

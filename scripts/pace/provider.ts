/**
 * A stand-in for Meta in a process of its own: takes no more messages in any second than it is told, answers some with 429
 * or 503 by its seed, and tells what it took. `node scripts/pace/provider.ts <messages a second> <seed>`; started by
 * `scripts/pace/run.ts`.
 */
import { startFakeServer, type FakeAnswer } from '../../server/src/domains/conversations/channels/testing.ts'
import { graphError } from '../../server/src/domains/conversations/channels/meta-testing.ts'
import { seededRandom } from '../../server/src/models/randomness/seeded-random.ts'

export interface Taken {
  /** Moments of acceptance, milliseconds since 1970, in order. */
  at: number[]
  /** How often each number was written to. */
  heard: [thread: string, times: number][]
  /** Refused in a spell, because the second was full, and otherwise. */
  tooMany: number
  overRate: number
  unavailable: number
  /** From the first refusal of a spell to the end of the wait that its last answer asked for. */
  closed: [from: number, until: number][]
}

const [perSecond = 80, seed = 1] = process.argv.slice(2).map(Number)
const random = seededRandom(seed)
/** As Meta does: for a moment everything is refused, and now and then one message. */
const [secondsBetweenSpells, spellMs, secondsBetweenFailures] = [10, 100, 15]
const [fastestMs, slowestMs] = [60, 240]
/** What left in time may arrive closer together; no provider can hold that against anybody. */
const scatterMs = 25
const about = { ...(perSecond >= 1_000 ? { throughput: { level: 'HIGH' } } : {}), ...(perSecond <= 20 ? { is_on_biz_app: true } : {}) }

const at: number[] = []
const heard = new Map<string, number>()
const counts = { tooMany: 0, overRate: 0, unavailable: 0 }
const closed: [from: number, until: number][] = []
const later = (seconds: number) => Date.now() - Math.log(1 - random()) * seconds * 1_000
let nextSpell = later(secondsBetweenSpells)
let nextFailure = later(secondsBetweenFailures)

const server = await startFakeServer(async ({ path, method, body }): Promise<FakeAnswer> => {
  if (!path.endsWith('/messages') || method !== 'POST') return { status: 200, json: path.endsWith('message_templates') ? { data: [], paging: {} } : { id: '1', display_phone_number: '+62 811', verified_name: 'Toko', success: true, ...about } }
  const arrivedAt = Date.now()
  const { to = '' } = JSON.parse(body.toString('utf8')) as { to?: string }
  const fate = judge(arrivedAt)
  const spell = closed.at(-1)
  if (fate === 'ok') {
    at.push(arrivedAt)
    heard.set(to, (heard.get(to) ?? 0) + 1)
  } else {
    counts[fate]++
  }
  await new Promise((resolve) => setTimeout(resolve, fastestMs + random() * (slowestMs - fastestMs)))
  if (fate === 'tooMany' && spell) spell[1] = Date.now() + 1_000
  if (fate === 'tooMany' || fate === 'overRate') return { status: 429, json: graphError(130429, 'Rate limit hit'), headers: { 'retry-after': '1' } }
  if (fate === 'unavailable') return { status: 503, json: graphError(131016, 'Service unavailable') }
  return { status: 200, json: { messaging_product: 'whatsapp', contacts: [{ input: to, wa_id: to }], messages: [{ id: `wamid.${seed}.${at.length}.${to}`, message_status: 'accepted' }] } }
})

function judge(now: number): 'ok' | 'tooMany' | 'overRate' | 'unavailable' {
  if (now >= nextSpell) {
    closed.push([now, now])
    nextSpell = later(secondsBetweenSpells)
  }
  if (now < (closed.at(-1)?.[0] ?? 0) + spellMs) return 'tooMany'
  if (now - (at.at(-perSecond) ?? 0) < 1_000 - scatterMs) return 'overRate'
  if (now < nextFailure) return 'ok'
  nextFailure = later(secondsBetweenFailures)
  return 'unavailable'
}

process.on('message', () => process.send?.({ at, heard: [...heard], closed, ...counts } satisfies Taken))
process.on('disconnect', () => process.exit(0))
process.send?.({ url: server.url })

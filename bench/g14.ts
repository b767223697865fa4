import { Eta } from 'eta'
import Handlebars from 'handlebars'
import { Liquid } from 'liquidjs'
import mustache from 'mustache'
import { compileTemplate } from '../server/src/platform/template.ts'
import { bySize, compare, exponent, seededRandom } from './harness.ts'

/** G14: one campaign message for each of many customers. Every engine gets its compiled, unescaped form. */
const goal = 'G14'
const size = bySize({ small: 20_000, normal: 100_000, full: 100_000 })

interface Customer extends Record<string, string | number> {
  nama: string
  kota: string
  produk: string
  harga: string
  poin: number
  kode: string
}

const text =
  'Halo Kak {{nama}}, terima kasih sudah belanja dari {{kota}}.\n{{produk}} favorit Kakak sedang {{harga}}, ' +
  'dan poin Kakak ada {{poin}}.\nPakai kode {{kode}} sampai hari Minggu ya. Balas STOP bila tidak ingin kabar lagi.'

const engines: { name: string; atLeast: number; note?: string; render: (customer: Customer) => string }[] = [
  { name: 'handlebars', atLeast: 2, render: Handlebars.compile(text, { noEscape: true }) },
  { name: 'mustache', atLeast: 2, render: mustacheRender() },
  { name: 'liquidjs', atLeast: 4, render: liquidRender() },
  // As fast as the template literal below, because it writes JavaScript from the template: Laris may not run written code.
  { name: 'eta', atLeast: 1, note: 'eta generates JavaScript from the template, which Laris rules out for safety', render: etaRender() },
  {
    // The floor: what a programmer would have written by hand. At most 1.6 times its time.
    name: 'template literal',
    atLeast: 0.625,
    render: ({ nama, kota, produk, harga, poin, kode }) =>
      `Halo Kak ${nama}, terima kasih sudah belanja dari ${kota}.\n${produk} favorit Kakak sedang ${harga}, dan poin Kakak ada ${poin}.\nPakai kode ${kode} sampai hari Minggu ya. Balas STOP bila tidak ingin kabar lagi.`,
  },
]

const customers = makeCustomers(size)
const { render } = compileTemplate(text)
for (const engine of engines) {
  await compare({
    goal,
    what: 'render a campaign',
    against: engine.name,
    n: size,
    unit: 'messages/CPU-s',
    target: { ratioAtLeast: engine.atLeast },
    rounds: 9,
    ...(engine.note ? { note: engine.note } : {}),
    ours: () => renderAll(customers, render),
    peer: () => renderAll(customers, engine.render),
    differs: (ours, peer) => (ours === peer ? undefined : `checksum ${ours} ≠ ${peer}`),
  })
}
await exponent({
  goal,
  what: 'render a campaign',
  unit: 'customers',
  sizes: bySize({ small: [10_000, 30_000, 100_000], normal: [30_000, 100_000, 300_000], full: [100_000, 300_000, 1_000_000] }),
  prepare: (n) => {
    const rows = makeCustomers(n)
    return () => renderAll(rows, render)
  },
  atMost: 1,
})

/** Reads every character once, as a database driver would; a lazily joined string would otherwise cost nothing. */
function renderAll(rows: Customer[], renderOne: (customer: Customer) => string): number {
  let checksum = 0
  for (const row of rows) {
    const bytes = Buffer.byteLength(renderOne(row))
    checksum = (checksum * 31 + bytes) % 1_000_003
  }
  return checksum
}

function makeCustomers(n: number): Customer[] {
  const random = seededRandom(14)
  const pick = (words: string[]) => words[Math.floor(random() * words.length)] ?? ''
  return Array.from({ length: n }, (_, i) => ({
    nama: `${pick(['Siti', 'Budi', 'Wahyuni', 'Agus', 'Dewi'])} ${i}`,
    kota: pick(['Semarang', 'Kudus', 'Jepara', 'Demak']),
    produk: pick(['Nasi bakar ayam', 'Batik tulis "Sekar"', 'Kursi teras & meja']),
    harga: `Rp${Math.floor(random() * 900) + 10}.000`,
    poin: Math.floor(random() * 500),
    kode: `HEMAT${Math.floor(random() * 10_000)}`,
  }))
}

function mustacheRender(): (customer: Customer) => string {
  const unescaped = text.replaceAll('{{', '{{&')
  mustache.parse(unescaped)
  return (customer) => mustache.render(unescaped, customer)
}

function liquidRender(): (customer: Customer) => string {
  const liquid = new Liquid()
  const parsed = liquid.parse(text)
  return (customer) => liquid.renderSync(parsed, customer)
}

function etaRender(): (customer: Customer) => string {
  const eta = new Eta({ autoEscape: false, autoTrim: false })
  const compiled = eta.compile(text.replaceAll('{{', '<%= it.').replaceAll('}}', ' %>'))
  return (customer) => eta.render(compiled, customer)
}

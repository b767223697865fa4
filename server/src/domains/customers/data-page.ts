import { escapeHtml } from '#platform/http/html'
import type { CollectedTable } from './personal-rows.ts'

/** Words for columns that people ask about most; others are shown by their own names. */
const labels: Record<string, string> = {
  name: 'Nama', phone: 'Telepon', email: 'E-mail', note: 'Catatan', labels: 'Label', text: 'Isi', sentAt: 'Waktu', direction: 'Arah', channelType: 'Kanal', externalId: 'Id di kanal', displayName: 'Nama di kanal',
  purpose: 'Tujuan', isGranted: 'Disetujui', source: 'Asal', textVersion: 'Teks yang ditampilkan', proof: 'Bukti', at: 'Waktu', number: 'Nomor', status: 'Status', total: 'Total', customerName: 'Nama pembeli', address: 'Alamat', city: 'Kota',
  placedAt: 'Dipesan pada', quantity: 'Jumlah', unitPrice: 'Harga satuan', points: 'Poin', score: 'Nilai', comment: 'Komentar', reasons: 'Alasan', birthYear: 'Tahun lahir', birthday: 'Ulang tahun', firstSeenAt: 'Pertama datang', lastSeenAt: 'Terakhir datang', createdAt: 'Dicatat pada',
}

const hidden = new Set(['id', 'updatedAt'])

/** The copy as one page that any browser opens without a network. */
export function renderDataPage(copy: { shopName: string; takenAt: Date; tables: CollectedTable[]; files: { name: string; path: string }[] }): string {
  const files = copy.files.map((file) => `<li><a href="${escapeHtml(encodeURI(file.path))}">${escapeHtml(file.name)}</a></li>`).join('')
  return `<!doctype html>
<html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Data Anda di ${escapeHtml(copy.shopName)}</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:1rem}h2{margin-top:2rem}dl{display:grid;grid-template-columns:minmax(7rem,auto) 1fr;gap:.25rem 1rem;border-top:1px solid #ccc;padding-top:.5rem}dt{color:#555}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}</style></head>
<body><h1>Data Anda di ${escapeHtml(copy.shopName)}</h1><p>Diambil ${escapeHtml(copy.takenAt.toISOString())}. Semua yang toko ini simpan tentang Anda ada di halaman ini; berkas data.json berisi hal yang sama untuk program lain.</p>
${copy.tables.map(renderTable).join('\n')}
${files === '' ? '' : `<h2>Berkas</h2><ul>${files}</ul>`}
</body></html>
`
}

function renderTable({ title, rows }: CollectedTable): string {
  return `<h2>${escapeHtml(title)} (${rows.length})</h2>${rows.map(renderRow).join('')}`
}

function renderRow(row: Record<string, unknown>): string {
  const shown = Object.entries(row).filter(([column, value]) => !hidden.has(column) && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0))
  return `<dl>${shown.map(([column, value]) => `<dt>${escapeHtml(labels[column] ?? column)}</dt><dd>${escapeHtml(asText(value))}</dd>`).join('')}</dl>`
}

function asText(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'boolean') return value ? 'ya' : 'tidak'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

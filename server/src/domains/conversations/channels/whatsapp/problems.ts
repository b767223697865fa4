import type { ChannelProblem } from '../inbound-item.ts'
import { problemOfFailure, type GraphError, type GraphFailure } from '../meta-graph.ts'
import { providerDown, rateLimited } from '../transport.ts'

/** What went wrong with a call, in words and for code. */
export function problemOf(answer: GraphFailure): ChannelProblem {
  return problemOfFailure(answer, problemOfError)
}

/** The same for an error inside a webhook. Codes and details decide, never titles: Meta rewords those. */
export function problemOfError(error: GraphError, httpStatus?: number): ChannelProblem {
  const detail = `${error.code} ${error.error_data?.details ?? error.message ?? error.title ?? ''}`.trim().slice(0, 500)
  const known = byCode[error.code] ?? byRange(error.code)
  if (known) return { retryable: false, ...known, detail }
  if (error.is_transient || (httpStatus ?? 0) >= 500) return providerDown(detail)
  return { code: 'refused', sentence: 'Belum terkirim: WhatsApp menolak pesan ini. Ubah isinya, lalu kirim ulang.', detail, retryable: false }
}

type Known = Omit<ChannelProblem, 'detail' | 'retryable'> & { retryable?: boolean }

const fixTemplate = (sentence: string, code = 'template_problem'): Known => ({ code, sentence })
const slowDown: Known = rateLimited('')
const down: Known = providerDown('')
const invalid: Known = { code: 'invalid', sentence: 'Belum terkirim: isi pesan tidak diterima WhatsApp. Ubah isinya, lalu kirim ulang.' }
const locked: Known = {
  code: 'account_locked',
  sentence: 'Meta mengunci akun WhatsApp ini. Pesan ditahan, tidak ada yang hilang. Buka Meta Business Suite untuk mengajukan banding.',
  retryable: true,
  needsReconnect: true,
}
const unauthorised: Known = {
  code: 'token_invalid',
  sentence: 'Izin WhatsApp sudah tidak berlaku. Pesan ditahan, tidak ada yang hilang. Buat access token baru, lalu tekan Sambungkan lagi.',
  retryable: true,
  needsReconnect: true,
}

const byCode: Record<number, Known> = {
  // Wait and try again.
  4: slowDown,
  80007: slowDown,
  130429: slowDown,
  131048: { ...slowDown, code: 'spam_limit', sentence: 'WhatsApp menahan kiriman karena banyak pesan dilaporkan. Hentikan promosi dulu; pesan menunggu.' },
  131056: { ...slowDown, code: 'chat_rate_limited', sentence: 'Terlalu banyak pesan ke pelanggan ini. Pesan menunggu giliran.', appliesTo: 'chat' },
  133016: slowDown,
  131000: down,
  131016: down,
  131053: { code: 'media_problem', sentence: 'Berkas belum bisa dikirim WhatsApp. Laris mencoba lagi; bila tetap gagal, kirim berkas lain.', retryable: true },
  // The person.
  131026: { code: 'undeliverable', sentence: 'Belum terkirim: nomor ini tidak bisa menerima pesan WhatsApp. Periksa nomornya, atau hubungi lewat jalur lain.' },
  131047: { code: 'window_closed', sentence: 'Belum terkirim: sudah lewat 24 jam sejak chat terakhir. Pakai Template.' },
  131049: { code: 'marketing_limit', sentence: 'Belum terkirim: WhatsApp membatasi promosi ke pelanggan ini. Coba lagi setelah 24 jam, jangan sekarang.' },
  131050: { code: 'opted_out', sentence: 'Belum terkirim: pelanggan menghentikan promosi dari Anda. Laris mencatatnya dan tidak mengirim promosi lagi.', isOptOut: true },
  130472: { code: 'experiment', sentence: 'Belum terkirim: WhatsApp sedang menguji promosi pada pelanggan ini. Hubungi lewat pesan biasa bila dia menulis.' },
  131021: { code: 'own_number', sentence: 'Belum terkirim: ini nomor toko sendiri.' },
  131030: { code: 'not_in_test_list', sentence: 'Belum terkirim: akun uji hanya boleh mengirim ke nomor yang didaftarkan di Meta. Tambahkan nomornya di sana.' },
  131062: { code: 'needs_phone', sentence: 'Belum terkirim: pesan ini perlu nomor telepon, dan pelanggan hanya memakai nama pengguna.' },
  // The message.
  33: invalid,
  100: invalid,
  131008: invalid,
  131009: invalid,
  131051: { code: 'unsupported_type', sentence: 'Belum terkirim: jenis pesan ini tidak didukung WhatsApp.' },
  131063: { code: 'marketing_off', sentence: 'Belum terkirim: promosi lewat akun ini dimatikan di Meta. Hidupkan dulu di WhatsApp Manager.' },
  131064: invalid,
  137000: invalid,
  132000: fixTemplate('Belum terkirim: jumlah isian template tidak cocok. Perbarui daftar template, lalu isi lagi.'),
  132001: fixTemplate('Belum terkirim: template ini tidak ada dalam bahasa itu. Perbarui daftar template.', 'template_missing'),
  132005: fixTemplate('Belum terkirim: isian template terlalu panjang. Pendekkan, lalu kirim ulang.'),
  132007: fixTemplate('Belum terkirim: isi template melanggar aturan WhatsApp. Ubah templatenya di WhatsApp Manager.'),
  132008: fixTemplate('Belum terkirim: isian template tidak diterima. Periksa isiannya, lalu kirim ulang.'),
  132012: fixTemplate('Belum terkirim: bentuk isian template tidak cocok. Periksa isiannya, lalu kirim ulang.'),
  132015: fixTemplate('Belum terkirim: template dijeda WhatsApp karena mutunya rendah. Pakai template lain.', 'template_paused'),
  132016: fixTemplate('Belum terkirim: template dimatikan WhatsApp untuk seterusnya. Pakai template lain.', 'template_disabled'),
  132068: fixTemplate('Belum terkirim: formulir di template ini sedang diblokir. Pakai template lain.'),
  132069: fixTemplate('Belum terkirim: formulir di template ini dibatasi. Coba lagi nanti.'),
  // The account.
  131057: { code: 'maintenance', sentence: 'Belum terkirim: akun WhatsApp sedang dirawat Meta. Kirim ulang beberapa menit lagi.' },
  131042: {
    code: 'payment_problem',
    sentence: 'Ada masalah pembayaran di akun WhatsApp. Pesan ditahan, tidak ada yang hilang. Perbaiki cara bayar di Meta, lalu tekan Sambungkan lagi.',
    retryable: true,
    needsReconnect: true,
  },
  131045: { code: 'not_registered', sentence: 'Nomor WhatsApp belum terdaftar di Cloud API. Pesan ditahan. Daftarkan nomornya di Meta, lalu tekan Sambungkan lagi.', retryable: true, needsReconnect: true },
  133010: { code: 'not_registered', sentence: 'Nomor WhatsApp belum terdaftar di Cloud API. Pesan ditahan. Daftarkan nomornya di Meta, lalu tekan Sambungkan lagi.', retryable: true, needsReconnect: true },
  368: locked,
  130497: locked,
  131031: locked,
  0: unauthorised,
  3: unauthorised,
  10: unauthorised,
  190: unauthorised,
}

function byRange(code: number): Known | undefined {
  if (code >= 200 && code <= 299) return unauthorised
  if (code >= 132_000 && code <= 132_999) return fixTemplate('Belum terkirim: ada masalah dengan template ini. Perbarui daftar template, lalu coba lagi.')
  return undefined
}

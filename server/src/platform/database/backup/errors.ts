import { AppError } from '../../errors.ts'

type Code =
  | 'backup.damaged'
  | 'backup.disk_full'
  | 'backup.key_needed'
  | 'backup.not_a_backup'
  | 'backup.other_content'
  | 'backup.passphrase_needed'
  | 'backup.rows_hidden'
  | 'backup.schema_differs'
  | 'backup.too_new'
  | 'backup.unsupported'
  | 'backup.wrong_passphrase'

const nothingTouched = 'Data Anda yang sekarang tidak disentuh.'

/** What is wrong with a backup, in words. `detail` is for the log and never shown alone. */
export function backupError(code: Code, detail: string, cause?: unknown): AppError {
  return new AppError({ code, status: 422, message: sentences[code](detail), values: { detail }, cause })
}

const sentences: Record<Code, (detail: string) => string> = {
  'backup.damaged': (detail) => `Cadangan ini rusak (${detail}), jadi tidak dipulihkan. ${nothingTouched} Pakai cadangan lain.`,
  'backup.disk_full': (detail) => `Ruang penyimpanan kurang: perlu ${detail}. ${nothingTouched} Kosongkan ruang lalu coba lagi.`,
  'backup.key_needed': () =>
    `Cadangan ini dibuat dengan kunci Laris lain (keys/secret-key), dan kunci itu tidak ada di dalamnya. ${nothingTouched} ` +
    'Sertakan kunci yang lama, atau pulihkan tanpa kunci lalu sambungkan lagi setiap kanal.',
  'backup.not_a_backup': () => `Berkas ini bukan cadangan Laris. ${nothingTouched} Pilih berkas .tar dari folder backups.`,
  'backup.other_content': (detail) => `Cadangan ini tidak bisa dipakai untuk itu: ${detail}. ${nothingTouched} Pilih cadangan lain.`,
  'backup.passphrase_needed': () => `Cadangan ini terkunci. ${nothingTouched} Masukkan kata sandi yang dipakai saat membuatnya.`,
  'backup.rows_hidden': (detail) => `Cadangan tidak dibuat: sebagian baris tidak terlihat oleh login ini (${detail}), jadi cadangannya tidak akan lengkap. ${nothingTouched} Jalankan sebagai laris_owner.`,
  'backup.schema_differs': (detail) => `Isi cadangan tidak cocok dengan versi yang disebutnya (${detail}), jadi tidak dipulihkan. ${nothingTouched} Pakai cadangan lain.`,
  'backup.too_new': (detail) => `Cadangan ini dibuat oleh Laris yang lebih baru (${detail}). ${nothingTouched} Pasang Laris versi terbaru, lalu pulihkan lagi.`,
  'backup.unsupported': (detail) => `Cadangan tidak bisa dibuat di sini: ${detail}. ${nothingTouched}`,
  'backup.wrong_passphrase': () => `Kata sandi cadangan salah. ${nothingTouched} Periksa huruf besar dan kecilnya, lalu coba lagi.`,
}

/** "1,2 GB" */
export function formatBytes(bytes: number): string {
  return bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toLocaleString('id-ID', { maximumFractionDigits: 1 })} GB`
}

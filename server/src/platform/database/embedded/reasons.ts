import { AppError } from '../../errors.ts'

interface Reason {
  code: string
  pattern: RegExp
  message: string
}

const dataSafe = 'Data Anda tidak diubah.'

/** What PostgreSQL's last words mean for the owner. First match wins. */
const reasons: Reason[] = [
  {
    code: 'database.backends_alive',
    pattern: /pre-existing shared memory block|lock file "postmaster\.pid" already exists/,
    message: `Proses basis data yang lama belum selesai. ${dataSafe} Tunggu satu menit lalu mulai Laris lagi; bila tetap begini, nyalakan ulang komputer.`,
  },
  {
    code: 'database.disk_full',
    pattern: /No space left on device|Disk quota exceeded/,
    message: 'Penyimpanan penuh, jadi basis data berhenti. Data yang sudah tersimpan aman. Kosongkan ruang; Laris mencoba lagi sendiri.',
  },
  {
    code: 'database.read_only',
    pattern: /Read-only file system/,
    message: `Penyimpanan hanya bisa dibaca, jadi basis data tidak bisa mulai. ${dataSafe} Periksa disk atau pasang kembali dengan izin tulis.`,
  },
  {
    code: 'database.newer_version',
    pattern: /database files are incompatible|was initialized by PostgreSQL version/,
    message: `Folder basis data dibuat oleh PostgreSQL versi lain. ${dataSafe} Pasang versi Laris yang terakhir Anda pakai atau yang lebih baru.`,
  },
  {
    code: 'database.damaged',
    pattern:
      /valid checkpoint record|incorrect checksum in control file|global\/pg_control|could not open (file|directory) "(base|global|pg_)|invalid page|invalid resource manager|requested timeline|contrecord|is not a valid|bogus data/,
    message:
      'Berkas basis data rusak, kemungkinan karena disk. Laris berhenti dan menyimpan semua berkas apa adanya; tidak ada yang dihapus atau dibuat kosong. ' +
      'Salin folder data ke tempat lain, lalu pulihkan cadangan terakhir dengan: laris restore',
  },
  {
    code: 'database.no_permission',
    pattern: /Permission denied|Operation not permitted|has (invalid permissions|wrong ownership)/,
    message: `Basis data tidak boleh membuka berkasnya sendiri. ${dataSafe} Periksa pemilik dan izin folder data.`,
  },
  {
    code: 'database.no_memory',
    pattern: /Cannot allocate memory|could not (create|resize|map) (anonymous )?shared memory|could not create semaphores|out of memory/i,
    message: 'Memori komputer tidak cukup untuk basis data. Data yang sudah tersimpan aman. Tutup program lain lalu mulai lagi.',
  },
  {
    code: 'database.port_taken',
    pattern: /could not (bind|create any TCP\/IP sockets|create any Unix-domain sockets)|Address already in use/,
    message: `Alamat basis data sedang dipakai program lain. ${dataSafe} Laris mencoba lagi sendiri.`,
  },
  {
    code: 'database.administrator',
    pattern: /user with administrative permissions/,
    message: `Basis data tidak boleh berjalan dengan hak administrator. ${dataSafe} Mulai Laris dari terminal biasa, bukan "Run as administrator".`,
  },
]

/** An error in words from the log of a server that did not start or died. */
export function explainLog(lines: string[], cause?: unknown): AppError {
  const serious = lines.filter((line) => /\b(FATAL|PANIC|ERROR|error|could not)\b/.test(line))
  for (const reason of reasons) {
    if (serious.some((line) => reason.pattern.test(line))) {
      return new AppError({ code: reason.code, status: 503, message: reason.message, retryable: true, cause })
    }
  }
  const last = serious.at(-1) ?? lines.at(-1) ?? 'tanpa pesan'
  return new AppError({
    code: 'database.stopped',
    status: 503,
    message: `Basis data berhenti: "${last.replace(/^.*?(FATAL|PANIC|LOG|ERROR): */, '')}". Data yang sudah tersimpan aman. Laris mencoba lagi sendiri; catatannya ada di halaman Kesehatan.`,
    retryable: true,
    cause,
  })
}

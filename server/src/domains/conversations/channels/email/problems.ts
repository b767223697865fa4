import { AppError } from '#platform/errors'
import type { ChannelProblem } from '../inbound-item.ts'
import { providerDown, unreachable } from '../transport.ts'

/** Greylisting and "come again later" last minutes, not seconds. */
const laterMs = 20_000

export const passwordRefused = (detail: string): ChannelProblem => ({
  code: 'token_invalid',
  sentence: 'Kata sandi e-mail ditolak. Pesan ditahan, tidak ada yang hilang. Buat kata sandi aplikasi, lalu tekan Sambungkan lagi.',
  detail: detail.slice(0, 300),
  retryable: true,
  needsReconnect: true,
})

/** A server that cannot be reached, or that this Laris may not reach. */
export function connectionProblem(error: unknown): ChannelProblem {
  if (error instanceof AppError) return { code: 'host_refused', sentence: 'Server e-mail ini tidak boleh dihubungi Laris. Periksa nama servernya, lalu tekan Sambungkan lagi.', detail: error.code, retryable: true, needsReconnect: true }
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : error instanceof Error ? error.name : 'unknown'
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ETLS|ALTNAME/.test(code)) return { code: 'tls_problem', sentence: 'Server e-mail tidak punya sambungan aman. Periksa nama server dan portnya, lalu tekan Sambungkan lagi.', detail: code, retryable: true, needsReconnect: true }
  return unreachable(code)
}

/** What a mail server answers: the reply code says for now or for good, the extended code (RFC 3463) what about. */
export function problemOfReply(code: number, reply: string, isAboutRecipient: boolean): ChannelProblem {
  const status = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1]
  const detail = `${code} ${reply}`.replace(/\s+/g, ' ').slice(0, 300)
  if (code >= 400 && code < 500) {
    const problem = providerDown(detail)
    return isAboutRecipient ? { ...problem, appliesTo: 'chat' } : { ...problem, retryAfterMs: laterMs }
  }
  if (code === 530 || code === 534 || code === 535) return passwordRefused(detail)
  return problemOfStatus(status ?? (isAboutRecipient ? '5.1.1' : '5.0.0'), detail)
}

/** What happened to a mail that was given back, or refused for good. */
export function problemOfStatus(status: string, detail: string): ChannelProblem {
  const [, subject = '', kind = ''] = status.split('.')
  if (subject === '1' || status.endsWith('.2.1')) {
    return { code: 'mailbox_unknown', sentence: 'Belum sampai: alamat e-mail ini tidak ada atau sudah mati. Laris mencatatnya dan tidak mengirim promosi lagi.', detail, retryable: false, isOptOut: true }
  }
  if (subject === '2' && kind === '2') return { code: 'mailbox_full', sentence: 'Belum sampai: kotak surat pelanggan penuh. Coba lagi nanti, atau pakai jalur lain.', detail, retryable: false, isSoftBounce: true }
  if (subject === '3' && kind === '4') return { code: 'too_large', sentence: 'Belum sampai: e-mail ini terlalu besar untuk penerimanya. Kirim berkas lebih kecil.', detail, retryable: false }
  if (subject === '7') return { code: 'refused', sentence: 'Belum sampai: server penerima menolak e-mail dari alamat toko. Hubungi lewat jalur lain, dan periksa SPF dan DKIM domain Anda.', detail, retryable: false, isSoftBounce: true }
  return { code: 'undeliverable', sentence: 'Belum sampai: server penerima menolak e-mail ini. Coba lagi nanti, atau pakai jalur lain.', detail, retryable: false, isSoftBounce: true }
}

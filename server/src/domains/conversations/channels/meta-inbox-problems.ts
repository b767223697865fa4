import type { ChannelProblem } from './inbound-item.ts'
import { graphWords, type GraphError } from './meta-graph.ts'
import { providerDown, rateLimited } from './transport.ts'

/** Reads Meta's refusals of Instagram and Messenger. Codes and subcodes decide, never titles: Meta rewords those. */
export function createProblemReader(label: string): (error: GraphError, httpStatus?: number) => ChannelProblem {
  const bySubcode = subcodes(label)
  const byCode = codes(label)
  const unauthorised: Known = {
    code: 'token_invalid',
    sentence: `Izin ${label} sudah tidak berlaku. Pesan ditahan, tidak ada yang hilang. Buat token baru, lalu tekan Sambungkan lagi.`,
    retryable: true,
    needsReconnect: true,
  }
  return (error, httpStatus) => {
    const detail = graphWords(error)
    const isPermission = [0, 3, 10, 102, 190].includes(error.code) || (error.code >= 200 && error.code <= 299)
    const known = bySubcode[error.error_subcode ?? 0] ?? byCode[error.code] ?? (isPermission ? unauthorised : undefined)
    if (known) return { retryable: false, ...known, detail }
    if (error.is_transient || (httpStatus ?? 0) >= 500) return providerDown(detail)
    return { code: 'refused', sentence: `Belum terkirim: ${label} menolak pesan ini. Ubah isinya, lalu kirim ulang.`, detail, retryable: false }
  }
}

type Known = Omit<ChannelProblem, 'detail' | 'retryable'> & { retryable?: boolean }

function subcodes(label: string): Record<number, Known | undefined> {
  const windowClosed: Known = { code: 'window_closed', sentence: `Belum terkirim: waktu membalas di ${label} sudah habis. Tunggu pelanggan menulis lagi, atau hubungi lewat jalur lain.` }
  const unwanted: Known = { code: 'blocked', sentence: `Belum terkirim: pelanggan ini tidak menerima pesan dari toko di ${label}. Laris mencatatnya dan tidak mengirim promosi lagi.`, isOptOut: true }
  return {
    // Outside the window; the same for a late answer by a person, and on Instagram.
    2018278: windowClosed,
    2018065: windowClosed,
    2534022: windowClosed,
    2018108: unwanted,
    1545041: unwanted,
    2018001: { code: 'undeliverable', sentence: `Belum terkirim: akun pelanggan ini tidak ditemukan di ${label}. Hubungi lewat jalur lain.` },
  }
}

function codes(label: string): Record<number, Known | undefined> {
  const invalid: Known = { code: 'invalid', sentence: `Belum terkirim: isi pesan tidak diterima ${label}. Ubah isinya, lalu kirim ulang.` }
  const slowDown: Known = rateLimited('')
  const down: Known = providerDown('')
  const commentGone: Known = { code: 'comment_gone', sentence: 'Belum terkirim: komentar ini tidak bisa dibalas lewat pesan lagi. Balas di komentarnya, di aplikasi.' }
  return {
    1: down,
    2: down,
    1200: down,
    4: slowDown,
    17: slowDown,
    32: slowDown,
    613: slowDown,
    80002: slowDown,
    80006: slowDown,
    100: invalid,
    551: { code: 'blocked', sentence: `Belum terkirim: pelanggan ini tidak bisa menerima pesan di ${label}. Laris mencatatnya dan tidak mengirim promosi lagi.`, isOptOut: true },
    368: { code: 'account_locked', sentence: `Meta menahan akun ${label} ini. Pesan ditahan, tidak ada yang hilang. Buka Meta Business Suite untuk mengajukan banding.`, retryable: true, needsReconnect: true },
    10900: { code: 'already_replied', sentence: 'Belum terkirim: komentar ini sudah dibalas lewat pesan. Lanjutkan di chat pelanggan itu.' },
    10901: commentGone,
    10902: commentGone,
    10903: commentGone,
  }
}

/** A person's answer after the 24 hours that Meta has not allowed this app: about the message, not about the account. */
export function withoutPersonRight(problem: ChannelProblem): ChannelProblem {
  if (problem.code === 'window_closed' || !(problem.needsReconnect || problem.code === 'invalid')) return problem
  const { detail } = problem
  return {
    code: 'person_right_missing',
    sentence: 'Belum terkirim: Meta belum mengizinkan balasan setelah 24 jam untuk akun ini. Ajukan Human Agent di Meta, atau tunggu pelanggan menulis lagi.',
    retryable: false,
    ...(detail ? { detail } : {}),
  }
}

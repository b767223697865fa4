import type { ChannelProblem } from '../inbound-item.ts'
import { providerDown, rateLimited, unreachable } from '../transport.ts'
import type { BotAnswer } from './api.ts'

/** What went wrong, in words and for code. */
export function problemOf(answer: Exclude<BotAnswer, { kind: 'ok' }>): ChannelProblem {
  if (answer.kind === 'not-sent' || answer.kind === 'no-answer') return unreachable(answer.code)
  if (answer.kind === 'foreign') return providerDown(`HTTP ${answer.status}`)
  const detail = `${answer.code} ${answer.description}`
  if (answer.code === 429) return rateLimited(detail, answer.retryAfterMs ?? 5_000)
  if (answer.code >= 500) return providerDown(detail)
  if (answer.code === 401 || answer.code === 404) {
    return { code: 'token_invalid', sentence: 'Token bot tidak berlaku lagi. Pesan ditahan, tidak ada yang hilang. Ambil token baru di @BotFather, lalu tekan Sambungkan lagi.', detail, retryable: true, needsReconnect: true }
  }
  if (answer.code === 403) return forbidden(answer.description, detail)
  if (/chat not found|user not found|peer_id_invalid/i.test(answer.description)) {
    return { code: 'unknown_recipient', sentence: 'Belum terkirim: chat ini tidak ditemukan di Telegram. Minta pelanggan menulis dulu ke bot.', detail, retryable: false }
  }
  if (/too long|too large|entity too large/i.test(answer.description)) {
    return { code: 'too_large', sentence: 'Belum terkirim: isinya terlalu besar untuk Telegram. Perkecil, lalu kirim ulang.', detail, retryable: false }
  }
  return { code: 'refused', sentence: 'Belum terkirim: Telegram menolak pesan ini. Ubah isinya, lalu kirim ulang.', detail, retryable: false }
}

function forbidden(description: string, detail: string): ChannelProblem {
  if (/blocked by the user/i.test(description)) {
    return { code: 'blocked', sentence: 'Belum terkirim: pelanggan memblokir bot. Laris tidak akan mengirim lagi sampai dia menulis.', detail, retryable: false, isOptOut: true }
  }
  if (/deactivated/i.test(description)) {
    return { code: 'gone', sentence: 'Belum terkirim: akun Telegram pelanggan sudah tidak ada.', detail, retryable: false, isOptOut: true }
  }
  if (/initiate conversation/i.test(description)) {
    return { code: 'cannot_start', sentence: 'Belum terkirim: bot tidak bisa menulis lebih dulu. Minta pelanggan menekan Start di bot Anda.', detail, retryable: false }
  }
  return { code: 'forbidden', sentence: 'Belum terkirim: bot tidak boleh menulis di chat ini. Periksa apakah bot masih anggotanya.', detail, retryable: false }
}

/** A webhook is set: left over from before, or this very moment by another process of ours. */
export const calledInstead: ChannelProblem = {
  code: 'called_instead',
  sentence: 'Telegram masih mengirim ke alamat lama. Laris memperbaikinya sendiri; pesan tidak hilang.',
  retryable: true,
  retryAfterMs: 500,
}

export const polledElsewhere: ChannelProblem = {
  code: 'polled_elsewhere',
  sentence: 'Bot ini sedang dipakai program lain. Hentikan program itu, atau buat bot baru di @BotFather. Pesan tidak hilang.',
  retryable: true,
}

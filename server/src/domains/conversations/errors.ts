import { AppError, notFound } from '#platform/errors'

export const conversationNotFound = () => notFound('Percakapan')
export const channelNotFound = () => notFound('Kanal')

export const forgedWebhook = (reason: string) =>
  new AppError({ code: 'conversations.forged_webhook', status: 401, message: `Webhook ditolak: ${reason}. Tidak ada yang disimpan.` })

export const unknownChannelType = () => new AppError({ code: 'conversations.unknown_channel_type', status: 400, message: 'Jenis kanal ini belum dikenal Laris.' })

export const windowClosed = (hasTemplates: boolean) =>
  new AppError({
    code: hasTemplates ? 'conversations.window_closed' : 'conversations.reply_time_over',
    status: 409,
    message: hasTemplates
      ? 'Belum terkirim: sudah lewat 24 jam sejak chat terakhir. Pakai Template.'
      : 'Belum terkirim: waktu membalas di kanal ini sudah habis. Tunggu pelanggan menulis lagi, atau hubungi lewat jalur lain.',
  })

export const replyUsed = () =>
  new AppError({ code: 'conversations.reply_used', status: 409, message: 'Belum terkirim: komentar ini hanya boleh dibalas satu kali. Lanjutkan di chat pelanggan itu.' })

export const replyTooLong = () =>
  new AppError({ code: 'conversations.reply_too_long', status: 409, message: 'Belum terkirim: balasan komentar harus muat dalam satu pesan. Pendekkan, lalu kirim lagi.' })

export const filesNotSent = (label: string) =>
  new AppError({ code: 'conversations.files_not_sent', status: 409, message: `Belum terkirim: berkas belum bisa dikirim lewat ${label}. Kirim tautannya, atau pakai jalur lain.`, values: { label } })

export const notResendable = () =>
  new AppError({ code: 'conversations.not_resendable', status: 409, message: 'Pesan ini sudah terkirim, jadi tidak dikirim lagi.' })

export const channelNotReady = () =>
  new AppError({ code: 'conversations.channel_disconnected', status: 409, message: 'Kanal ini sedang terputus. Pesan belum dikirim. Tekan Sambungkan lagi di Pengaturan.' })

export const someoneAnswered = (name: string) =>
  new AppError({ code: 'conversations.someone_answered', status: 409, message: `${name} baru saja membalas. Baca dulu, lalu kirim lagi bila masih perlu.`, values: { name } })

export const templatesUnreachable = (cause: unknown) =>
  new AppError({ code: 'conversations.templates_unreachable', status: 502, message: 'Daftar template belum bisa diambil. Yang lama tetap ada. Coba lagi sebentar.', retryable: true, cause })

export const templateNotUsable = (reason: string) =>
  new AppError({ code: 'conversations.template_not_usable', status: 409, message: `Template ini belum bisa dipakai: ${reason}. Pilih template lain.` })

export const templateIncomplete = (missing: number) =>
  new AppError({ code: 'conversations.template_incomplete', status: 400, message: `Isian template kurang ${missing}. Lengkapi dulu, lalu kirim.`, values: { missing } })

export const nothingToSend = () => new AppError({ code: 'conversations.empty', status: 400, message: 'Pesan masih kosong. Tulis dulu, lalu kirim.' })

export const labelNotFound = () => notFound('Label')
export const labelExists = (name: string) => new AppError({ code: 'conversations.label_exists', status: 409, message: `Label "${name}" sudah ada.`, values: { name } })
export const tooManyLabels = (most: number) =>
  new AppError({ code: 'conversations.too_many_labels', status: 409, message: `Satu chat paling banyak ${most} label. Lepas satu dulu; belum ada yang diubah.`, values: { most } })

export const cannedReplyNotFound = () => notFound('Balasan cepat')
export const shortcutTaken = (shortcut: string) =>
  new AppError({ code: 'conversations.shortcut_taken', status: 409, message: `Singkatan "${shortcut}" sudah dipakai balasan lain. Pilih yang lain.`, values: { shortcut } })

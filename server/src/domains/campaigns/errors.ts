import { AppError, conflict } from '#platform/errors'
import type { CampaignStatus } from './tables.ts'

export const notInDraft = () => conflict('campaigns.not_in_draft', 'Kampanye ini sudah berjalan, jadi isinya tidak bisa diubah. Ulangi sebagai kampanye baru.')

export const undoTooLate = () => conflict('campaigns.undo_too_late', 'Kiriman sudah dimulai, jadi tidak bisa dibatalkan. Anda masih bisa menjedanya.')

export const wrongState = (status: CampaignStatus) =>
  new AppError({ code: 'campaigns.wrong_state', status: 409, message: 'Langkah ini tidak berlaku untuk keadaan kampanye sekarang. Muat ulang halamannya.', values: { status } })

export const nobodyToSend = () => conflict('campaigns.nobody', 'Tidak ada pelanggan yang bisa dikirimi. Belum ada yang dikirim. Lihat alasannya di pratinjau.')

export const channelUnusable = () => conflict('campaigns.channel_unusable', 'Kanal untuk kampanye ini belum tersambung. Sambungkan, atau pilih daftar salin.')

export const unknownSlot = (name: string) =>
  new AppError({ code: 'campaigns.unknown_slot', status: 400, message: `Isian {{${name}}} tidak dikenal. Pakai isian yang ada di daftar.`, values: { name } })

export const ownerOnly = () => new AppError({ code: 'campaigns.owner_only', status: 403, message: 'Hanya pemilik yang boleh menurunkan batas untung. Belum ada yang diubah.' })

export const productMissing = () => new AppError({ code: 'campaigns.product_missing', status: 400, message: 'Pilih barangnya dulu.' })

export const linkMissing = () => new AppError({ code: 'campaigns.link_missing', status: 400, message: 'Pesan memakai {{tautan}}, tetapi alamatnya belum diisi.' })

export const unknownTrigger = () => new AppError({ code: 'campaigns.unknown_trigger', status: 400, message: 'Jenis perjalanan ini tidak dikenal.' })

export const codeMissing = (code: string) => new AppError({ code: 'campaigns.post_code_missing', status: 400, message: `Kode ${code} harus tetap ada di kedua teks. Belum ada yang diubah.`, values: { code } })

export const codeNotTold = () => new AppError({ code: 'campaigns.code_not_told', status: 400, message: 'Penawaran memakai kode, tetapi pesannya belum menyebut {{kode}}.' })

export const offerMissing = (slot: string) => new AppError({ code: 'campaigns.offer_missing', status: 400, message: `Pesan memakai {{${slot}}}, tetapi penawarannya belum dipilih.`, values: { slot } })

export const offerOver = () => conflict('campaigns.offer_over', 'Hari terakhir penawaran ini sudah lewat. Belum ada yang dikirim. Ubah tanggalnya.')

export const offerPriceTooHigh = () => conflict('campaigns.offer_price', 'Harga paket tidak lebih murah dari harga satuan. Belum ada yang dikirim. Ubah harganya.')

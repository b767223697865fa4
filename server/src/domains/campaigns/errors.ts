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

export const outletMissing = () => conflict('campaigns.outlet_missing', 'Akun ini belum tersambung. Belum ada yang diterbitkan. Sambungkan, atau salin teksnya.')

export const postNotTrue = () => conflict('campaigns.post_not_true', 'Isi unggahan ini sudah tidak cocok dengan barangnya. Belum ada yang diterbitkan. Siapkan lagi drafnya.')

export const photoMissing = (outlet: string) => new AppError({ code: 'campaigns.photo_missing', status: 409, message: `${outlet} hanya menerima foto. Beri barang ini foto dulu.`, values: { outlet } })

export const publicAddressMissing = (outlet: string) =>
  new AppError({ code: 'campaigns.public_address_missing', status: 409, message: `${outlet} mengambil foto dari alamat umum, dan Laris ini belum punya. Salin teks dan unduh gambarnya.`, values: { outlet } })

export const postTooLong = (most: number) => new AppError({ code: 'campaigns.post_too_long', status: 400, message: `Teksnya melebihi ${most} huruf. Belum ada yang diterbitkan. Pendekkan dulu.`, values: { most } })

export const alreadyPublished = (outlet: string) => new AppError({ code: 'campaigns.already_published', status: 409, message: `Unggahan ini sudah terbit, atau sedang diterbitkan, di ${outlet}.`, values: { outlet } })

export const publishingBegan = () => conflict('campaigns.publishing_began', 'Unggahan sudah dikirim, jadi tidak bisa dibatalkan. Hapus di aplikasinya bila perlu.')

export const notUncertain = () => conflict('campaigns.not_uncertain', 'Nasib unggahan ini sudah pasti. Muat ulang halamannya.')

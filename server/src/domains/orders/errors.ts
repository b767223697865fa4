import { AppError, conflict } from '#platform/errors'
import { writtenDay } from '#platform/clock'
import { formatRupiah } from '#platform/money'
import type { OrderStatus } from './tables.ts'

export const priceUnknown = (name: string) =>
  new AppError({ code: 'orders.price_unknown', status: 409, message: `Harga ${name} belum diisi, jadi pesanan belum dibuat. Isi harganya dulu.`, values: { name } })

export const shippingUnknown = (area: string) =>
  new AppError({ code: 'orders.shipping_unknown', status: 409, message: `Ongkir ke ${area || 'alamat ini'} belum ada di daftar. Isi ongkirnya dulu.`, values: { area } })

export const orderEnded = (status: OrderStatus) =>
  new AppError({ code: 'orders.ended', status: 409, message: status === 'cancelled' ? 'Pesanan ini sudah dibatalkan.' : 'Pesanan ini sudah selesai.', values: { status } })

export const linesFixed = () => conflict('orders.lines_fixed', 'Pesanan ini sudah dibayar, jalan, atau dibatalkan, jadi isinya tetap. Pakai retur, atau buat pesanan baru.')

export const detailsChanged = () => conflict('orders.details_changed', 'Rincian pesanan ini baru saja diubah orang lain. Isian Anda belum disimpan. Muat ulang, lalu ubah lagi.')

export const stepBack = () => conflict('orders.step_back', 'Status pesanan hanya bisa maju. Batalkan pesanan bila salah.')

export const notCancelled = () => conflict('orders.not_cancelled', 'Pesanan ini tidak sedang dibatalkan.')

export const refundDone = () => conflict('orders.refund_done', 'Uangnya sudah dikembalikan, jadi pembatalan tidak bisa ditarik lagi. Buat pesanan baru.')

export const onlyMembers = () => new AppError({ code: 'orders.members_only', status: 403, message: 'Hanya orang di toko yang boleh mengubah ini.' })

export const tooManyReturned = (left: number) =>
  new AppError({ code: 'orders.too_many_returned', status: 409, message: `Yang bisa dikembalikan tinggal ${left}.`, values: { left } })

export const nothingDue = () => conflict('orders.nothing_due', 'Pesanan ini sudah lunas.')

export const tooMuch = (due: number) => new AppError({ code: 'orders.too_much', status: 409, message: `Sisa tagihannya hanya Rp ${due}.`, values: { due } })

export const providerNotSet = (name: string) =>
  new AppError({ code: 'orders.provider_not_set', status: 409, message: `${name} belum diatur. Buka Pengaturan, lalu Pembayaran.`, values: { name } })

export const codRefused = (why: 'courier' | 'limit', limit = 0) =>
  new AppError({ code: `orders.cod_${why}`, status: 409, message: why === 'courier' ? 'Kurir pesanan ini tidak menerima bayar di tempat. Pilih cara bayar lain.' : `Bayar di tempat hanya sampai ${formatRupiah(limit)}. Pilih cara bayar lain.`, values: { limit } })

export const providerFailed = (name: string) =>
  new AppError({ code: 'orders.provider_failed', status: 502, message: `${name} belum bisa dihubungi. Pesanan aman. Coba lagi sebentar lagi.`, values: { name }, retryable: true })

export const weightUnknown = (name: string) =>
  new AppError({ code: 'orders.weight_unknown', status: 409, message: `Berat ${name || 'barang'} belum diisi. Isi beratnya, atau timbang paketnya dulu.`, values: { name } })

export const notBookable = (name: string) => conflict('orders.not_bookable', `${name} hanya memberi tarif. Pesan kurirnya di tempat lain, lalu isi resinya.`)

export const alreadyBooked = () => conflict('orders.already_booked', 'Kurir untuk pesanan ini sudah dipesan. Selesaikan dulu yang belum pasti.')

export const addressMissing = () => conflict('orders.address_missing', 'Nama, telepon, dan alamat penerima belum lengkap. Kurir belum dipesan.')

export const senderUnknown = () => conflict('orders.sender_unknown', 'Telepon dan alamat toko belum diisi. Buka Pengaturan, lalu Info toko.')

export const courierGone = () => conflict('orders.courier_gone', 'Paket sudah dibawa kurir, jadi tidak bisa dibatalkan dari sini.')

export const cancelElsewhere = (name: string) => new AppError({ code: 'orders.cancel_elsewhere', status: 409, message: `Pengiriman ini tidak dipesan lewat ${name}. Batalkan langsung ke kurirnya.`, values: { name } })

export const cancelRefused = (detail: string) => new AppError({ code: 'orders.cancel_refused', status: 409, message: `Kurir menolak pembatalan: ${detail}`, values: { detail } })

export const waybillMissing = () => conflict('orders.waybill_missing', 'Isi dulu nomor resi pesanan ini.')

export const notUncertain = () => conflict('orders.not_uncertain', 'Pengiriman ini sudah jelas nasibnya.')

const codeRefused = (reason: string, code: string, message: string, values: Record<string, number> = {}) => new AppError({ code: `orders.code_${reason}`, status: 409, message, values: { code, ...values } })

export const codeUnknown = (code: string) => codeRefused('unknown', code, `Kode ${code} tidak dikenal. Periksa lagi hurufnya.`)

export const codeEnded = (code: string, day: string) => codeRefused('ended', code, `Kode ${code} sudah berakhir ${writtenDay(day)}.`)

export const codeNotYet = (code: string, day: string) => codeRefused('not_yet', code, `Kode ${code} baru berlaku mulai ${writtenDay(day)}.`)

export const codeOtherGoods = (code: string) => codeRefused('other_goods', code, `Kode ${code} bukan untuk barang di pesanan ini.`)

export const codeTooLittle = (code: string, quantity: number) => codeRefused('too_little', code, `Kode ${code} berlaku mulai pembelian ${quantity}.`, { quantity })

export const codeTooSmall = (code: string, amount: number) => codeRefused('too_small', code, `Kode ${code} berlaku mulai belanja ${formatRupiah(amount)}.`, { amount })

export const codeUsed = (code: string) => codeRefused('used', code, `Kode ${code} sudah dipakai. Setiap pelanggan hanya bisa memakainya sekali.`)

export const codeNeedsCustomer = (code: string) => codeRefused('needs_customer', code, `Kode ${code} hanya sekali untuk setiap pelanggan. Isi nomor telepon pembelinya dulu.`)

export const codeTaken = (code: string) => conflict('orders.code_taken', `Kode ${code} sudah dipakai aturan lain. Pilih kode lain.`)

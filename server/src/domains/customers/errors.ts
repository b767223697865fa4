import { AppError, conflict } from '#platform/errors'

export function alreadyMerged(): AppError {
  return conflict('customers.already_merged', 'Dua pelanggan ini sudah digabung. Tidak ada yang berubah. Muat ulang halamannya.')
}

export function customerChanged(): AppError {
  return conflict('customers.changed', 'Data pelanggan ini baru saja diubah orang lain. Isian Anda belum disimpan. Lihat isian terbaru, lalu simpan lagi.')
}

export function mergeNeedsReason(): AppError {
  return new AppError({ code: 'customers.merge_needs_reason', status: 422, message: 'Nama yang mirip belum cukup untuk menggabung. Tulis dari mana Anda tahu mereka orang yang sama.' })
}

export function maskedBuyer(): AppError {
  return new AppError({ code: 'customers.masked_buyer', status: 422, message: 'Pembeli ini disamarkan oleh marketplace, jadi tidak digabung. Sertakan kartu paket agar ia sendiri yang menyetujui.' })
}

export function notEnoughPoints(balance: number): AppError {
  return new AppError({ code: 'customers.not_enough_points', status: 409, message: `Poinnya belum cukup: tersedia ${balance}. Tidak ada yang dipotong.`, values: { balance } })
}

export function pointsAreOff(): AppError {
  return conflict('customers.points_off', 'Program poin belum dinyalakan. Nyalakan dulu di halaman Loyalitas.')
}

export function requestClosed(): AppError {
  return conflict('customers.request_closed', 'Permintaan ini sudah selesai. Tidak ada yang berubah.')
}

export function cardUsed(): AppError {
  return conflict('customers.card_used', 'Kode sudah dipakai.')
}

import { AppError, conflict, invalidInput } from '#platform/errors'

export const skuTaken = (sku: string) =>
  new AppError({ code: 'catalog.sku_taken', status: 409, message: `Kode ${sku} sudah dipakai barang lain. Perubahan belum disimpan.`, values: { sku } })

export const notEnoughStock = (available: number, wanted: number, name = '') =>
  new AppError({
    code: 'catalog.out_of_stock',
    status: 409,
    message: `Stok ${name ? `${name} ` : ''}habis. Tersisa ${Math.max(0, available)} dari ${wanted} yang diminta.`,
    values: { available: Math.max(0, available), wanted, name },
  })

export const dayFull = (name: string, day: string, free: number, wanted: number) =>
  new AppError({
    code: 'catalog.day_full',
    status: 409,
    message: `${name} tanggal ${day} tinggal ${Math.max(0, free)} dari ${wanted} yang diminta. Pilih tanggal lain atau kurangi jumlahnya.`,
    values: { name, day, free: Math.max(0, free), wanted },
  })

export const tooSoon = (name: string, earliest: string) =>
  new AppError({ code: 'catalog.too_soon', status: 409, message: `${name} paling cepat siap tanggal ${earliest}.`, values: { name, earliest } })

export const dayMissing = (name: string) => new AppError({ code: 'catalog.day_missing', status: 400, message: `${name} dibuat sesuai pesanan. Isi dulu tanggal siapnya.`, values: { name } })

export const productChanged = () => conflict('catalog.product_changed', 'Barang ini baru saja diubah orang lain. Isian Anda belum disimpan. Muat ulang, lalu ubah lagi.')

export const madeOfItself = () => conflict('catalog.made_of_itself', 'Barang tidak bisa menjadi bahan dari dirinya sendiri. Perubahan belum disimpan.')

export const componentsMissing = () => invalidInput('Isi dulu barang atau bahan yang menjadi isinya.')

import { AppError } from '#platform/errors'

export const skuTaken = (sku: string) =>
  new AppError({ code: 'catalog.sku_taken', status: 409, message: `Kode ${sku} sudah dipakai barang lain. Perubahan belum disimpan.`, values: { sku } })

export const notEnoughStock = (available: number, wanted: number) =>
  new AppError({
    code: 'catalog.out_of_stock',
    status: 409,
    message: `Stok habis. Tersisa ${available} dari ${wanted} yang diminta.`,
    values: { available, wanted },
  })

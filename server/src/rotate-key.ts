import { openGround, rotate } from './installation.ts'
import type { Rotation } from './key-rotation.ts'
import { keyFiles } from './platform/key-files.ts'

/** Seals every secret under a new key, with Laris stopped. An earlier change that was interrupted is finished instead. */
export async function rotateKey(): Promise<number> {
  await using stack = new AsyncDisposableStack()
  const ground = await openGround(stack, { join: false, isCommand: true })
  const rotation = ground.rotation ?? (await rotate(ground))
  process.stdout.write(`${describeRotation(ground.config.dataDir, rotation)}\n`)
  return 0
}

/** What happened, what ended with the old key, and what to do about it. */
export function describeRotation(dataDir: string, { resealed, unreadable }: Rotation): string {
  const { current, folder } = keyFiles(dataDir)
  return [
    `Kunci Laris sudah diganti. ${resealed} rahasia dikunci ulang. Data Anda aman.`,
    ...(unreadable > 0 ? [`${unreadable} rahasia sudah tidak terbaca sebelum ini dan dibiarkan. Sambungkan lagi kanal yang bertanda galat.`] : []),
    `Kunci baru: ${current}. Simpan salinannya terpisah dari cadangan.`,
    `Cadangan lama tetap bisa dipulihkan: kunci lama disimpan di ${folder}, dan saat memulihkan semuanya dikunci ulang dengan kunci baru.`,
    'Cadangan lama yang disalin ke komputer lain butuh kunci lama itu. Buat cadangan baru: npm run laris -- backup',
    'Yang tetap berlaku: kanal, pembayaran, kurir, marketplace, kode dua langkah, kunci API, undangan, kartu paket, dan tautan penilaian.',
    'Yang perlu dilakukan:',
    '- Semua orang masuk lagi dengan nama dan kata sandinya.',
    '- Salin ulang alamat notifikasi pembayaran, kurir, dan marketplace ke tempat pengaturannya masing-masing.',
    '- Ulangi penyambungan marketplace yang belum selesai.',
    '- Tautan berhenti di pesan lama tidak berlaku. Pelanggan tetap bisa membalas STOP.',
    '- Pengunjung chat situs mulai percakapan baru; percakapan lamanya tetap tersimpan.',
    'Bila Laris dipasang di beberapa komputer, salin kunci baru ke semuanya sebelum memulainya.',
  ].join('\n')
}

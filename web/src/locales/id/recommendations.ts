/** Words of what to offer next. They come with the screens that show it. */
export const recommendations = {
  title: 'Tawarkan berikutnya',
  beside: 'Beli ini juga',
  because: {
    'buy-again': (usual: number, since: number) => `Biasanya beli lagi tiap ${usual} hari, sudah ${since} hari.`,
    'also-bought': (name: string, together: number, of: number) => `${together} dari ${of} yang membeli ${name} juga membeli ini.`,
    taste: () => 'Disukai pembeli dengan belanja serupa.',
    'best-seller': (orders: number, days: number) => `Terlaris ${days === 7 ? 'minggu ini' : days === 28 ? 'empat minggu ini' : 'setahun ini'}: ${orders} pesanan.`,
  },
  left: (count: number) => `sisa ${count}`,
  add: (name: string) => `Tambah ${name}`,
  fallback: {
    'few-orders': (have: number, need: number) => `Belum cukup pesanan (${have} dari ${need}). Ini yang terlaris.`,
    'few-people': (have: number, need: number) => `Belum cukup pembeli yang kembali (${have} dari ${need}). Ini yang terlaris.`,
    'not-better': () => 'Saran pribadi belum lebih tepat daripada yang terlaris. Ini yang terlaris.',
  },
  measured: (tried: number, hits: number, bestSellers: number) => `Diuji pada ${tried} belanja terakhir di toko Anda: ${hits} kali tepat. Daftar terlaris: ${bestSellers}.`,
  none: 'Belum ada barang yang bisa ditawarkan.',
}

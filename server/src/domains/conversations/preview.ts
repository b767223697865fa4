const names: Record<string, string | undefined> = {
  image: '📷 Foto',
  audio: '🎤 Suara',
  video: '🎬 Video',
  document: '📄 Berkas',
  sticker: 'Stiker',
  location: '📍 Lokasi',
  contacts: '👤 Kontak',
  order: '🛒 Keranjang',
}

/** One line of a message for the list of conversations. */
export function previewOf(message: { kind: string; text: string }): string {
  return (message.text || (names[message.kind] ?? 'Pesan')).replace(/\s+/g, ' ').slice(0, 140).toWellFormed()
}

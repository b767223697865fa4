/** What a provider sent, as text for people to look at; never throws, whatever it is. */
export function rawText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return 'Tidak bisa ditulis: terlalu dalam'
  }
}

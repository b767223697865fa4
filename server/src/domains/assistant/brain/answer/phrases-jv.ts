import { phrasesId, type Phrases } from './phrases-id.ts'

/** Polite Javanese where a few words carry it; facts stay in Indonesian, which every customer reads. */
export const phrasesJv: Phrases = {
  ...phrasesId,
  greeting: (shop) => `Nggih Kak, sugeng rawuh wonten ${shop}. Wonten ingkang saged kula bantu?`,
  salam: (shop) => `Waalaikumsalam, Kak. Sugeng rawuh wonten ${shop}. Wonten ingkang saged kula bantu?`,
  yesThisIs: (shop) => `Leres Kak, niki ${shop}. Wonten ingkang saged kula bantu?`,
  thanks: () => 'Sami-sami nggih, Kak. Matur nuwun 🙏',
  gladItArrived: () => 'Sami-sami nggih, Kak. Remen mirengipun, matur nuwun 🙏',
  optedIn: () => 'Nggih Kak, promosi lewat chat niki kula kirim malih; bales STOP kapan mawon menawi badhe mandheg.',
  toPerson: () => 'Nggih Kak, chat niki kula teruske dhateng admin supados dipunbales langsung.',
  priceOf: (what, price) => `Nggih Kak, ${phrasesId.priceOf(what, price).replace(', Kak.', '.')}`,
  isReady: (what, stock, price) => `Nggih, ${phrasesId.isReady(what, stock, price)}`,
  isOut: (what) => `Nyuwun pangapunten Kak, ${what} sedang habis.`,
  unknown: () => 'Nyuwun pangapunten Kak, soal itu belum ada di data saya. Kula tanglet rumiyin dhateng admin nggih.',
}

export interface ThemeText {
  id: string
  text: string
}

export interface Theme {
  /** Stays the same from run to run while the theme does. */
  key: string
  /** Two distinctive terms as people write them, such as `ongkos kirim, mahal`. A person may give a better one. */
  name: string
  /** The direction of the theme, heaviest first: give it back as `previous` to keep keys and names. */
  terms: readonly { root: string; label: string; weight: number }[]
  /** Ids of the texts that are about it, the most typical first. */
  textIds: readonly string[]
  /** Share of all texts, 0–1. */
  share: number
  /** Up to three typical texts, word for word, each unlike the others. */
  quotes: readonly ThemeText[]
}

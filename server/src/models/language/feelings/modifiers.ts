const words = (text: string) => new Set(text.trim().split(/\s+/))

/** Words that turn the next feeling around: Indonesian as typed, Javanese, Sundanese, English. */
export const negations = words(`
  tidak tak tdk tda tdak gak gk ga g nggak ngga nggk gag enggak engga ndak kagak kaga kgk bukan bkn bukannya belum blm blom belom
  kurang krg jangan jgn tanpa tiada tidaklah takkan ora ra dudu durung aja ojo mboten boten teu henteu lain ulah not no never
  dont don isnt wasnt didnt doesnt cant cannot without nothing hardly anti minim jauh`)

/** Words that make a feeling stronger. */
export const intensifiers = words(`
  sangat banget bgt bngt bgtt bangat amat sekali paling terlalu super sungguh benar bener beneran asli parah pol poll abis bingit
  teramat begitu sumpah demi ter banged sanget pisan tenan temenan kabina very really so too extremely absolutely totally`)

/** Words after which the other side of the matter comes. */
export const contrasts = words(`
  tapi tp tpi tetapi namun cuma cuman hanya sayangnya sayang walau walaupun meski meskipun padahal sedangkan ning nanging mung sanajan
  tapina ngan sanajan but however although though only except`)

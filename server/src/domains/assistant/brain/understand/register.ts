import { tokenise } from '#models/language/tokenise'

/** How the customer speaks; the reply follows it. */
export type Register = 'santai' | 'formal' | 'javanese' | 'english'

/** Counts tell-tale words; what is in doubt is casual Indonesian. */
export function registerOf(texts: readonly string[]): Register {
  const last = texts.at(-1) ?? ''
  const own = judge(last)
  return own ?? texts.slice(0, -1).map(judge).findLast((register) => register !== undefined) ?? 'santai'
}

function judge(text: string): Register | undefined {
  const words = tokenise(text.slice(0, 600).toLowerCase()).flatMap((token) => (token.kind === 'word' ? [token.form] : []))
  if (words.length === 0) return undefined
  const share = (known: ReadonlySet<string>) => words.filter((word) => known.has(word)).length / words.length
  const indonesian = share(indonesianWords)
  if (share(englishWords) > 0.34 && share(englishWords) > indonesian) return 'english'
  if (share(javaneseWords) >= 0.14 || words.filter((word) => javaneseWords.has(word)).length >= 2) return 'javanese'
  if (/\b(?:yth|dengan hormat|kepada bapak|hormat kami|perkenankan|bersama ini)\b/i.test(text)) return 'formal'
  return indonesian > 0 || words.length > 2 ? 'santai' : undefined
}

const set = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

const englishWords = set(`
i you he she we they it is are was were be do does did have has had can could will would should may might the a an this that these
those my your our for to of in on at with from and or not no yes what which who when where how much many please thanks thank hi
hello hey good morning afternoon evening any some there here if so just like want need buy order ship shipping deliver delivery
price cost size open close stock available sell get me us im i'm don't it's there's know tell okay more long take one
`)
const javaneseWords = set(`
nggih njih inggih mboten boten pinten pundi pripun niki niku menika punika kulo kula sampeyan panjenengan badhe saged sampun
tumbas tuku piro pira piye endi iki kuwi iku ora ono wonten isih iso durung wis uwis arep karo kanggo kangge sing seng regane
regi larang matur nuwun suwun kulonuwun sugeng enjing siyang sonten dalu nyuwun pirsa tanglet mriki mriku ngriki ae wae yo mas_
opo sinten kapan_ mengko wingi sesuk mbenjang bojo sik dhisik rumiyin cilik gedhe gede apik sae enak_ tenan banget_ lan ning neng
ngumbah panganan larane mbayar njaluk pundhut mundhut dugi tekan tekane rampung kirimane dhuwit duwit teng tho toh ta nek yen loro
telu papat lima_ enem pitu wolu sanga sepuluh_ rong pun mawon ngagem dhahar rawuh inggal enggal mangke kados kathah akeh
`)
const indonesianWords = set(`
yang yg saya aku kak min bu pak ada ga gak nggak tidak bisa bs berapa brp ini itu mau dong ya apa untuk utk buat kalo klo kalau
sama sm juga dan dari ke di udah udh sudah belum blm harga ongkir kirim pesan pesen beli ambil masih msh lagi saja aja nya banget
bgt terima makasih tolong minta
`)

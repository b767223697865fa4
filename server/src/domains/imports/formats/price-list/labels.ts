import { findQuantities } from '#models/language/quantities'

const sizes = ['xs', 's', 'm', 'l', 'xl', 'xxl', 'xxxl', '2xl', '3xl', '4xl', '5xl']
const oneSize = sizes.join('|')
const sizeWord = new RegExp(`^(?:${oneSize}|all ?size|jumbo|besar|kecil|sedang|mini|reguler|regular|large|small|medium|panas|dingin|hangat|es|hot|ice|iced|basah|kering|goreng|rebus|matang|mentah|original|ori|pedas|manis)$`, 'i')
const severalSizes = new RegExp(`^(?:${oneSize})(?:\\s{0,2}[/,&\\-–]\\s{0,2}(?:${oneSize}))+$`, 'i')

/** Whether words name a variant, not another product: sizes, packs, measures, at most three words. */
export function isVariantLabel(words: string): boolean {
  const list = words.split(/\s+/)
  if (severalSizes.test(words)) return true
  if (words === '' || list.length > 3) return false
  return list.every((word) => sizeWord.test(word)) || /^(isi|ukuran|size|uk|no|box|pak|pack|dus)\b/i.test(words) || /^\d{1,4}\s?[gt]b$/i.test(words) || findQuantities(words).some((quantity) => quantity.start === 0 && quantity.end === words.length)
}

/** A name that is no name without what stands above it: `Small`, `250 gr`, `Isi 3 macam`. */
export function isBareLabel(name: string): boolean {
  return isVariantLabel(name) || /^isi\s+\d/i.test(name)
}

/** The variant at the end of the words before a price: `Kaos polos S` → `Kaos polos` + `S`. */
export function splitTrailingLabel(words: string): { name: string; label: string } {
  const list = words.split(/\s+/)
  for (const length of [4, 3, 2, 1]) {
    const label = list.slice(-length).join(' ')
    if (list.length > length && (length < 4 || severalSizes.test(label)) && isVariantLabel(label)) return { name: clean(list.slice(0, -length).join(' ')), label }
  }
  return { name: words, label: '' }
}

/** `Bolu pandan (loyang besar)`, `Bakso frozen isi 20` and `Kaos S/M/L` carry their variant with them. */
export function splitVariant(words: string): { name: string; variant: string } {
  const bracketed = /^(.*?)\s*[([]([^)\]]{1,60})[)\]]\s*$/.exec(words)
  if (bracketed && bracketed[1] !== '') return { name: clean(bracketed[1]), variant: bracketed[2].trim() }
  const pack = /^(.*\S)\s+((?:isi|ukuran|size|uk\.?)\s+\S+(?:\s+\S+)?)$/i.exec(words)
  if (pack) return { name: clean(pack[1]), variant: pack[2] }
  const { name, label } = splitTrailingLabel(words)
  return severalSizes.test(label) ? { name, variant: label } : { name: words, variant: '' }
}

/** `S/M/L` is three variants and `S-XL` four; any other label is one. */
export function variantsOf(label: string): string[] {
  if (!severalSizes.test(label)) return [label]
  const [from, to, ...more] = label.split(/\s{0,2}[-–]\s{0,2}/)
  if (to === undefined || more.length > 0) return label.split(/\s{0,2}[/,&\-–]\s{0,2}/)
  const [first, last] = [sizes.indexOf(from.toLowerCase()), sizes.indexOf(to.toLowerCase())]
  return first >= 0 && last > first ? sizes.slice(first, last + 1).map((size) => size.toUpperCase()) : [label]
}

/** Words without the marks around them: `Es teh ......` → `Es teh`. */
export function clean(text: string): string {
  return text.replace(/\b(?:harga|hrg|rp)\b\.?\s*:?\s*$/i, '').replace(/[\s.:;=,\-–—_*~@/|…(]+$/u, '').replace(/^[\s.:;=,\-–—_*~/|)]+/u, '').replace(/\s+/g, ' ').trim()
}

const size = /(?:^|[\s,/(])(XS|S|M|L|XL|XXL|XXXL|3XL|(?:ukuran|size|no\.?)\s*\d{2})\)?$/i

/** The size that a name ends with, as shops of clothes and shoes write it; nothing for other goods. */
export function sizeIn(name: string): string | undefined {
  return size.exec(name.trim())?.[1].toUpperCase()
}

/** Sizes that somebody took. Who buys several buys for several people. */
export function sizesOf(names: readonly string[]): Set<string> {
  return new Set(names.flatMap((name) => sizeIn(name) ?? []))
}

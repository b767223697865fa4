/** What is being ordered before it is saved; amounts are only a preview, the server prices. */
export interface CartLine {
  key: string
  variantId?: string
  name: string
  quantity: number
  unitPrice: number
  /** What can be promised; `null` when nothing limits it. */
  available: number | null
  isMadeToOrder: boolean
  /** What the buyer wants of it: less sugar, as a present. */
  note?: string
  neededOn?: string | null
}

export type NewLine = Omit<CartLine, 'key' | 'quantity'>

/** Adds a piece; goods that are in the cart already get one more. */
export function addToCart(cart: CartLine[], line: NewLine): CartLine[] {
  const known = line.variantId === undefined ? undefined : cart.find((one) => one.variantId === line.variantId)
  if (known) return setQuantity(cart, known.key, known.quantity + 1)
  return [...cart, { ...line, key: line.variantId ?? crypto.randomUUID(), quantity: 1 }]
}

/** Changes how many; none takes the line away. */
export function setQuantity(cart: CartLine[], key: string, quantity: number): CartLine[] {
  if (quantity <= 0) return cart.filter((line) => line.key !== key)
  return cart.map((line) => (line.key === key ? { ...line, quantity } : line))
}

export function setNote(cart: CartLine[], key: string, note: string): CartLine[] {
  return cart.map((line) => (line.key === key ? { ...line, note } : line))
}

/** As the server takes them: goods of the list, and work at a price of its own. */
export function linesOf(cart: CartLine[]) {
  return {
    lines: cart.flatMap(({ variantId, quantity, note, neededOn }) => (variantId ? [{ variantId, quantity, ...(note?.trim() ? { note: note.trim() } : {}), ...(neededOn ? { neededOn } : {}) }] : [])),
    customLines: cart.flatMap(({ variantId, name, quantity, unitPrice, note }) => (variantId ? [] : [{ name, quantity, unitPrice, ...(note?.trim() ? { note: note.trim() } : {}) }])),
  }
}

export function sumOf(cart: CartLine[]): number {
  return cart.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0)
}

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

export function sumOf(cart: CartLine[]): number {
  return cart.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0)
}

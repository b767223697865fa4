export function ShopFactsScreen() {
  return null
}

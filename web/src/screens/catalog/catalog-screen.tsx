export function CatalogScreen() {
  return null
}

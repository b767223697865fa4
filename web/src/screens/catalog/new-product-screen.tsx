export function NewProductScreen() {
  return null
}

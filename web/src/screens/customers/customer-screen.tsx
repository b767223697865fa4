export function CustomerScreen() {
  return null
}

export function AssistantScreen() {
  return null
}

export function LessonsScreen() {
  return null
}

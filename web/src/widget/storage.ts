/** What the shop's page keeps for the frame where a browser lets frames of other sites keep nothing, as private windows do. */
const kept = new Map<string, string>()
let tellPage = (_name: string, _value: string): void => {}

export function useStorageOfPage(given: Record<string, unknown>, tell: (name: string, value: string) => void): void {
  for (const [name, value] of Object.entries(given)) if (typeof value === 'string') kept.set(name, value)
  tellPage = tell
}

export function read(name: string): string {
  try {
    return localStorage.getItem(name) ?? ''
  } catch {
    return kept.get(name) ?? ''
  }
}

export function write(name: string, value: string): void {
  try {
    localStorage.setItem(name, value)
  } catch {
    kept.set(name, value)
    tellPage(name, value)
  }
}

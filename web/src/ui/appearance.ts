export interface Appearance {
  theme: 'system' | 'light' | 'dark'
  hasLargeText: boolean
}

const key = 'laris.appearance'

/** How this device shows Laris; kept on the device. */
export function readAppearance(): Appearance {
  try {
    return { theme: 'system', hasLargeText: false, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Appearance>) }
  } catch {
    return { theme: 'system', hasLargeText: false }
  }
}

export function saveAppearance(appearance: Appearance): void {
  localStorage.setItem(key, JSON.stringify(appearance))
  applyAppearance(appearance)
}

export function applyAppearance(appearance = readAppearance()): void {
  const { dataset } = document.documentElement
  if (appearance.theme === 'system') delete dataset['theme']
  else dataset['theme'] = appearance.theme
  if (appearance.hasLargeText) dataset['text'] = 'large'
  else delete dataset['text']
}

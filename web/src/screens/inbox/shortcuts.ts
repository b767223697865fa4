import { useEffect, useRef, useSyncExternalStore } from 'react'

const storageKey = 'laris.shortcuts'
const listeners = new Set<() => void>()

/** Whether single letters act; kept on this device, because they disturb some screen readers. */
export function useShortcutsOn(): [boolean, (isOn: boolean) => void] {
  return [useSyncExternalStore(subscribe, areOn), turn]
}

/** Listens for single keys while nobody is typing and no dialog is open. */
export function useShortcuts(actions: Record<string, () => void>): void {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!areOn() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return
      const action = Object.hasOwn(latest.current, event.key) ? latest.current[event.key] : undefined
      if (!action) return
      event.preventDefault()
      action()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}

function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]')) return true
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
}

function areOn(): boolean {
  return localStorage.getItem(storageKey) !== 'off'
}

function turn(isOn: boolean): void {
  if (isOn) localStorage.removeItem(storageKey)
  else localStorage.setItem(storageKey, 'off')
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

import { createContext, use, useCallback, useMemo, useRef, useState, type ReactNode } from 'react'
import { useMessages } from '../locales/locale.ts'

interface Toast {
  key: number
  text: string
  undo?: (() => void) | undefined
  isBad?: boolean
}

const ToastContext = createContext<(text: string, options?: { undo?: () => void; isBad?: boolean; seconds?: number }) => void>(() => {})

/** Says what happened, for ten seconds, with a way back where there is one. Below the heading: the bottom is where people write. */
export function useToast() {
  return use(ToastContext)
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([])
  const next = useRef(0)
  const { shell } = useMessages()
  const drop = useCallback((key: number) => setToasts((all) => all.filter((toast) => toast.key !== key)), [])
  const show = useCallback(
    (text: string, options: { undo?: () => void; isBad?: boolean; seconds?: number } = {}) => {
      const key = next.current++
      setToasts((all) => [...all.slice(-2), { key, text, undo: options.undo, isBad: options.isBad ?? false }])
      setTimeout(() => drop(key), (options.seconds ?? 10) * 1_000)
    },
    [drop],
  )
  const view = useMemo(
    () => (
      <div role="status" aria-live="polite" className="pointer-events-none fixed inset-x-0 top-[calc(env(safe-area-inset-top)+4.5rem)] z-50 flex flex-col items-center gap-2 px-4">
        {toasts.map((toast) => (
          <div key={toast.key} className={`pointer-events-auto flex w-full max-w-md items-center justify-between gap-3 rounded-box px-4 py-2 shadow-box ${toast.isBad ? 'bg-bad text-card' : 'bg-ink text-paper'}`}>
            <span className="py-2">{toast.text}</span>
            {toast.undo && (
              <button
                type="button"
                className="min-h-12 px-2 font-bold underline"
                onClick={() => {
                  toast.undo?.()
                  drop(toast.key)
                }}
              >
                {shell.undo}
              </button>
            )}
          </div>
        ))}
      </div>
    ),
    [toasts, drop, shell],
  )
  return (
    <ToastContext value={show}>
      {children}
      {view}
    </ToastContext>
  )
}

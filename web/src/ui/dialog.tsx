import { X } from 'lucide-react'
import { useEffect, useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import { useMessages } from '../locales/locale.ts'
import { IconButton } from './button.tsx'

/** A modal on the browser's own dialog: focus, Escape and the back layer are the browser's. On phones it rises from below. */
export function Dialog({ isOpen, onClose, title, children, footer }: { isOpen: boolean; onClose: () => void; title: string; children: ReactNode; footer?: ReactNode }) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const { shell } = useMessages()
  useEffect(() => {
    const dialog = ref.current
    if (isOpen && !dialog?.open) {
      dialog?.showModal()
      // Opening moves the focus to the first button; React has no attribute that would say otherwise.
      dialog?.querySelector<HTMLElement>('[data-focus-first]')?.focus()
    }
    if (!isOpen && dialog?.open) closeDialog(dialog)
  }, [isOpen])
  // Closed before it leaves the page, so that the browser gives the focus back to where it was.
  useLayoutEffect(() => {
    const dialog = ref.current
    return () => {
      if (dialog?.open) closeDialog(dialog)
    }
  }, [])
  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      // The news of a closing may come when it is open again already.
      onClose={() => ref.current?.open || onClose()}
      onClick={(event) => event.target === ref.current && onClose()}
      className="m-0 mt-auto w-full max-w-none rounded-t-2xl bg-card p-0 text-ink shadow-box sm:m-auto sm:max-w-lg sm:rounded-2xl"
    >
      {isOpen && (
        <div className="flex max-h-[85dvh] flex-col">
          <header className="flex items-center justify-between gap-2 px-4 pt-3">
            <h2 id={titleId} className="text-lg font-bold">
              {title}
            </h2>
            <IconButton label={shell.close} onClick={onClose}>
              <X aria-hidden />
            </IconButton>
          </header>
          <div className="flex flex-col gap-4 overflow-y-auto px-4 py-3">{children}</div>
          {footer && <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3">{footer}</footer>}
        </div>
      )}
    </dialog>
  )
}

/** The browser gives the focus back to what opened the dialog; when that has gone, it stays on the page's content. */
function closeDialog(dialog: HTMLDialogElement): void {
  dialog.close()
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) document.getElementById('isi')?.focus({ preventScroll: true })
  })
}

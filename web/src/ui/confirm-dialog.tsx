import type { ReactNode } from 'react'
import { useMessages } from '../locales/locale.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Refusal } from './form.tsx'

/** Asks before what cannot be undone; a refusal is said here, where it can be seen. */
export function ConfirmDialog({ isOpen, onClose, title, action, onConfirm, isBusy, error, children }: { isOpen: boolean; onClose: () => void; title: string; action: string; onConfirm: () => void; isBusy: boolean; error?: Error | null; children: ReactNode }) {
  const { shell } = useMessages()
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>{shell.cancel}</Button>
          <Button kind="danger" onClick={onConfirm} isBusy={isBusy}>
            {action}
          </Button>
        </>
      }
    >
      {children}
      <Refusal error={error} />
    </Dialog>
  )
}

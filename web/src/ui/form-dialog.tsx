import { useId, type ReactNode } from 'react'
import { useMessages } from '../locales/locale.ts'
import { Button, type ButtonProps } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Form } from './form.tsx'

interface FormDialogProps {
  title: string
  /** Stands above the fields. */
  intro?: ReactNode
  /** What the button that sends says. */
  action: string
  kind?: ButtonProps['kind']
  onSubmit: (form: FormData) => void
  onClose: () => void
  isBusy: boolean
  error: Error | null
  children: ReactNode
}

/** A form in a dialog: its two buttons stay in sight below, however long it is. */
export function FormDialog({ title, intro, action, kind = 'primary', onSubmit, onClose, isBusy, error, children }: FormDialogProps) {
  const { shell } = useMessages()
  const formId = useId()
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>{shell.cancel}</Button>
          <Button type="submit" form={formId} kind={kind} isBusy={isBusy}>
            {action}
          </Button>
        </>
      }
    >
      {intro}
      <Form id={formId} onSubmit={onSubmit} isBusy={isBusy} error={error}>
        {children}
      </Form>
    </Dialog>
  )
}

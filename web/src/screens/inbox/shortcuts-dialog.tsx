import { useMessages } from '../../locales/locale.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { CheckField } from '../../ui/field.tsx'
import { useShortcutsOn } from './shortcuts.ts'

/** Which keys there are, and the switch that turns them off. */
export function ShortcutsDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { inbox } = useMessages()
  const [areOn, turn] = useShortcutsOn()
  const { keys } = inbox
  const rows = [
    ['j', keys.next],
    ['k', keys.previous],
    ['Enter', keys.open],
    ['r', keys.reply],
    ['n', keys.note],
    ['a', keys.assign],
    ['e', keys.close],
    ['/', keys.search],
    ['?', keys.help],
    ['Enter', keys.send],
    ['Shift + Enter', keys.newLine],
  ] as const
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={inbox.shortcuts}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2">
        {rows.map(([key, text]) => (
          <div key={key + text} className="contents">
            <dt>
              <kbd className="inline-block min-w-8 rounded-md border border-line bg-paper px-2 text-center font-sans font-semibold">{key}</kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <CheckField label={inbox.shortcutsOn} hint={inbox.shortcutsHint} checked={areOn} onChange={(event) => turn(event.target.checked)} />
    </Dialog>
  )
}

import { useMessages } from '../locales/locale.ts'
import { showNewVersion, useNewVersion } from '../offline.ts'

/** Says that a newer Laris is there; nothing reloads by itself under someone's hands. */
export function NewVersion() {
  const { shell } = useMessages()
  if (!useNewVersion()) return null
  return (
    <p role="status" className="flex flex-wrap items-center justify-center gap-x-3 bg-tint px-4 text-center text-sm font-semibold">
      {shell.newVersion}
      <button type="button" onClick={showNewVersion} className="min-h-12 px-2 font-bold text-primary underline">
        {shell.showNewVersion}
      </button>
    </p>
  )
}

import { Download } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { peopleWords } from './words.ts'

/** Codes for the day the phone is lost: to copy or to keep as a file, shown once. */
export function BackupCodes({ accountName, codes, onDone }: { accountName: string; codes: string[]; onDone: () => void }) {
  const people = peopleWords()
  const words = people.security
  const text = codes.join('\n')
  return (
    <>
      <p>{words.backupText}</p>
      <Copyable title={words.backupCodes} text={text} />
      <Button icon={<Download aria-hidden />} onClick={() => saveAsFile('kode-cadangan-laris.txt', `${words.codesFile(accountName)}\n\n${text}\n`)}>
        {words.download}
      </Button>
      <Button kind="primary" isWide onClick={onDone}>
        {words.done}
      </Button>
    </>
  )
}

function saveAsFile(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  link.download = name
  link.click()
  // The browser has taken the text over by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

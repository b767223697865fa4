import { readWhatsAppExport } from '../../domains/imports/formats/whatsapp-export/index.ts'
import { openFile } from '../files.ts'
import { parseOptions } from '../options.ts'
import { UsageError, type EvaluateTask } from '../task.ts'

/** Every message of an exported chat as the import understands it, then the counts and what was skipped. */
export const task: EvaluateTask = {
  usage: 'parse-whatsapp FILE   (.txt or .zip as exported by WhatsApp)',
  async *run(args) {
    const { positionals } = parseOptions(args, {})
    if (positionals.length !== 1) throw new UsageError('Sebutkan satu berkas chat.')
    const { entries, lines, skipped } = await readWhatsAppExport(await openFile(positionals[0]))
    if (entries.length === 0 && skipped.every(({ reason }) => !reason.startsWith('Tanggal'))) throw new UsageError(`Bukan chat WhatsApp: ${positionals[0]}`)
    const senders = new Set<string>()
    let messages = 0
    for (const entry of entries) {
      if (entry.kind === 'system') {
        yield { kind: 'system', ts: entry.ts, text: entry.text }
        continue
      }
      const { ts, sender, text, edited, deleted, media, attachment } = entry
      messages++
      senders.add(sender)
      yield { kind: 'message', ts, sender, text, edited, deleted, media, attachment }
    }
    yield { kind: 'summary', lines, messages, system: entries.length - messages, senders: senders.size, skipped }
  },
}

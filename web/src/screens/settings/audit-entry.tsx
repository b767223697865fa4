import type { Answer } from '../../api/client.ts'
import { clockTime, number } from '../../ui/format.ts'
import { changesBetween, type Change, type Value } from './audit-changes.ts'
import { auditWords } from './audit-words.ts'
import { peopleWords } from './words.ts'

export type Entry = Answer<'listAuditEntries'>['items'][number]

const shownChanges = 20

/** What was done, in words; of an action that has none yet, at least what it was about. */
export function actionWords({ action, subjectType }: Pick<Entry, 'action' | 'subjectType'>): string {
  const words = auditWords()
  const subjects: Record<string, string> = words.subjects
  return words.actions[action] ?? words.otherChange(subjects[subjectType] ?? words.somethingElse)
}

/** One line: who, what, when; before and after behind a tap. */
export function AuditEntry({ entry }: { entry: Entry }) {
  const words = auditWords()
  const changes = changesBetween(entry.before, entry.after)
  const name = changes.find((change) => change.field === 'name')
  const about = typeof (name?.after ?? name?.before) === 'string' ? String(name?.after ?? name?.before) : undefined
  return (
    <li className="px-4 py-3">
      <p className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 font-semibold [overflow-wrap:anywhere]">
          {actionWords(entry)}
          {about && <span className="font-normal">: {about}</span>}
        </span>
        <time dateTime={entry.at} className="shrink-0 text-sm text-soft tabular">
          {clockTime(entry.at)}
        </time>
      </p>
      <p className="text-sm text-soft">{entry.actorName ?? words.actors[entry.actorKind] ?? entry.actorKind}</p>
      {changes.length > 0 && (
        <details>
          <summary className="min-h-12 content-center font-semibold text-primary">{words.details}</summary>
          <ul className="flex flex-col gap-1 text-sm">
            {changes.slice(0, shownChanges).map((change) => (
              <ChangeLine key={change.field} change={change} />
            ))}
          </ul>
          {changes.length > shownChanges && <p className="pt-1 text-sm text-soft">{words.more(changes.length - shownChanges)}</p>}
        </details>
      )}
    </li>
  )
}

function ChangeLine({ change: { field, before, after } }: { change: Change }) {
  const words = auditWords()
  return (
    <li className="[overflow-wrap:anywhere]">
      <span className="font-semibold">{fieldName(field)}</span>:{' '}
      {before !== undefined && (
        <>
          <span className="sr-only">{words.from} </span>
          <span className={after === undefined ? '' : 'text-soft line-through'}>
            <Shown value={before} />
          </span>{' '}
        </>
      )}
      {before !== undefined && after !== undefined && <span className="text-soft">{words.to} </span>}
      {after !== undefined && <Shown value={after} />}
    </li>
  )
}

function Shown({ value }: { value: Value }) {
  const people = peopleWords()
  const words = auditWords()
  if (value === null || value === undefined || value === '') return words.nothing
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'number') return number(value)
  return Object.entries(people.roles).find(([role]) => role === value)?.[1] ?? value
}

/** `variants.0.price` as "varian 1 · harga"; what has no word yet shows as it is. */
function fieldName(field: string): string {
  const { fields } = auditWords()
  return field
    .split('.')
    .map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : (fields[part] ?? part)))
    .join(' · ')
}

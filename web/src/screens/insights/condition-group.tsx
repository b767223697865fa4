import { Trash2 } from 'lucide-react'
import { Fragment } from 'react'
import { Button, IconButton } from '../../ui/button.tsx'
import { CheckField, SelectField } from '../../ui/field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { blankLine, ConditionLine } from './condition-line.tsx'
import { changePart, countLines, deepestGroup, isGroup, mostLines, mostParts, putPart, removePart, type Draft, type Group } from './conditions.ts'
import { insightWords } from './words.ts'

interface GroupProps {
  /** The outermost group, which has room for so many lines in all. */
  whole: Group
  group: Group
  change: (update: (group: Group) => Group) => void
  /** Where it stands, such as "2.1"; the outermost is nowhere. */
  place?: string
}

let lastKey = 0
let firstKey = 0
const newKey = () => ++lastKey
/** For lines that were there before: only what comes later takes the focus. */
export const earlierKey = () => --firstKey
const newLine = () => blankLine(newKey())
const newGroup = (): Group => ({ key: newKey(), match: 'any', isNot: false, parts: [newLine()] })

/** How a group joins its conditions, the conditions, and the groups in it. */
export function GroupParts({ whole, group, change, place = '' }: GroupProps) {
  const words = insightWords()
  const toast = useToast()
  const { match, isNot, parts } = group
  const title = place && `: ${words.conditionGroup} ${place}`
  const add = (part: Draft | Group) => change((now) => putPart(now, part))
  const remove = (part: Draft | Group, index: number) => {
    change((now) => removePart(now, part.key))
    // The button that had the focus is gone with its line.
    document.getElementById(`parts-${group.key}`)?.focus()
    toast(isGroup(part) ? words.groupRemoved : words.conditionRemoved, { undo: () => change((now) => putPart(now, part, index)) })
  }
  return (
    <div id={`parts-${group.key}`} tabIndex={-1} className="flex min-w-0 flex-col gap-3 outline-none">
      <SelectField label={words.match} value={match} onChange={(event) => change((now) => ({ ...now, match: event.target.value === 'any' ? 'any' : 'all' }))}>
        <option value="all">{words.matchAll}</option>
        <option value="any">{words.matchAny}</option>
      </SelectField>
      <CheckField label={words.matchNot} hint={words.matchNotHint} checked={isNot} onChange={(event) => change((now) => ({ ...now, isNot: event.target.checked }))} />
      {parts.map((part, index) => {
        const at = place ? `${place}.${index + 1}` : `${index + 1}`
        const onRemove = parts.length > 1 ? () => remove(part, index) : undefined
        return (
          <Fragment key={part.key}>
            {index > 0 && <p className="text-center text-sm font-semibold text-soft">{match === 'all' ? words.read.and : words.read.or}</p>}
            {isGroup(part) ? (
              <fieldset aria-labelledby={`group-${part.key}`} className="min-w-0 border-l-4 border-primary pl-3">
                <div className="flex min-h-12 items-center justify-between gap-2">
                  <strong id={`group-${part.key}`}>
                    {words.conditionGroup} {at}
                  </strong>
                  {onRemove && (
                    <IconButton label={`${words.removeGroup}: ${words.conditionGroup} ${at}`} onClick={onRemove}>
                      <Trash2 aria-hidden />
                    </IconButton>
                  )}
                </div>
                <GroupParts whole={whole} group={part} place={at} change={(update) => change((now) => changePart(now, part.key, (one) => (isGroup(one) ? update(one) : one)))} />
              </fieldset>
            ) : (
              <ConditionLine draft={part} title={`${words.condition} ${at}`} onRemove={onRemove} onChange={(changes) => change((now) => changePart(now, part.key, (one) => (isGroup(one) ? one : { ...one, ...changes })))} />
            )}
          </Fragment>
        )
      })}
      {parts.length < mostParts && countLines(whole) < mostLines && (
        <div className="flex flex-wrap gap-2">
          <Button aria-label={words.addCondition + title} onClick={() => add(newLine())}>
            {words.addCondition}
          </Button>
          {(place ? place.split('.').length + 1 : 1) < deepestGroup && (
            <Button kind="quiet" aria-label={words.addGroup + title} onClick={() => add(newGroup())}>
              {words.addGroup}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

import { Link } from '@tanstack/react-router'
import { useMay } from '../../session.ts'
import { Card, Page } from '../../ui/page.tsx'
import { ModeChoice } from './mode-choice.tsx'
import { ModelCosts } from './model-costs.tsx'
import { RatingChoice } from './rating-choice.tsx'
import { TryAssistant } from './try-assistant.tsx'
import { assistantWords } from './words.ts'

/** Try the assistant beside its sources, decide how far it may go, read what it may and may not do. */
export function AssistantScreen() {
  const assistant = assistantWords()
  const mayDecide = useMay('assistant.write')
  return (
    <Page
      title={assistant.title}
      actions={
        <Link to="/asisten/pelajaran" className="inline-flex min-h-12 items-center px-2 font-semibold text-primary underline">
          {assistant.lessons}
        </Link>
      }
    >
      <TryAssistant />
      {mayDecide && <ModeChoice />}
      {mayDecide && <RatingChoice />}
      {mayDecide && <ModelCosts />}
      <Card title={assistant.mayTitle}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Allowed items={assistant.may} mark="✓" tone="text-good" />
          <Allowed items={assistant.mayNot} mark="✕" tone="text-bad" />
        </div>
        <p className="text-soft">{assistant.responsible}</p>
      </Card>
    </Page>
  )
}

function Allowed({ items, mark, tone }: { items: string[]; mark: string; tone: string }) {
  return (
    <ul className="flex flex-col gap-2">
      {items.map((item) => (
        <li key={item} className="flex gap-2">
          <span aria-hidden className={`font-bold ${tone}`}>
            {mark}
          </span>
          {item}
        </li>
      ))}
    </ul>
  )
}

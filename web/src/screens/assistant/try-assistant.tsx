import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RotateCcw, SendHorizontal } from 'lucide-react'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { call, type Answer } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Card } from '../../ui/page.tsx'
import { Sources } from './sources.tsx'
import { TeachDialog } from './teach-dialog.tsx'
import { assistantWords } from './words.ts'

interface Turn {
  question: string
  answer?: Answer<'tryAssistant'>
}

/** A conversation with the assistant as a customer would have it. Nothing is stored, nobody is written to. */
export function TryAssistant() {
  const assistant = assistantWords()
  const [turns, setTurns] = useState<Turn[]>([])
  const [question, setQuestion] = useState('')
  const [taught, setTaught] = useState<Turn>()
  const mayTeach = useMay('assistant.write')
  const queries = useQueryClient()
  const end = useRef<HTMLDivElement>(null)
  const ask = useMutation({
    mutationFn: (messages: string[]) => call('tryAssistant', { body: { messages, phone: null } }),
    onSuccess: (answer) => {
      void queries.invalidateQueries({ queryKey: ['setup'] })
      setTurns((all) => all.map((turn, index) => (index === all.length - 1 ? { ...turn, answer } : turn)))
    },
    onError: (_, messages) => {
      // What was asked goes back into the box, so that it can be asked again.
      setTurns((all) => all.slice(0, -1))
      setQuestion((typed) => typed || (messages.at(-1) ?? ''))
    },
  })
  useEffect(() => {
    // Newer browsers return a promise here, which an effect must not.
    void end.current?.scrollIntoView({ block: 'nearest' })
  }, [turns])

  const put = (text: string) => {
    const asked = text.trim()
    if (asked === '' || ask.isPending) return
    const next = [...turns, { question: asked }].slice(-12)
    setTurns(next)
    setQuestion('')
    ask.mutate(next.map((turn) => turn.question))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    put(question)
  }
  return (
    <Card
      title={assistant.tryTitle}
      actions={
        turns.length > 0 && (
          <IconButton label={assistant.startOver} onClick={() => setTurns([])}>
            <RotateCcw aria-hidden />
          </IconButton>
        )
      }
    >
      <p className="text-soft">{assistant.tryHint}</p>
      <div role="log" aria-live="polite" aria-label={assistant.tryTitle} className="flex max-h-[55dvh] flex-col gap-3 overflow-y-auto">
        {turns.map((turn, index) => (
          <div key={index} className="flex flex-col gap-2">
            <p className="max-w-[85%] self-end rounded-box rounded-br-sm bg-primary px-3 py-2 whitespace-pre-wrap text-on-primary">
              <span className="sr-only">{assistant.you}: </span>
              {turn.question}
            </p>
            {turn.answer ? <Reply answer={turn.answer} onTeach={mayTeach ? () => setTaught(turn) : undefined} /> : <p className="text-soft">{assistant.thinking}</p>}
          </div>
        ))}
        <div ref={end} />
      </div>
      {turns.length === 0 && (
        <div className="flex flex-wrap gap-2" aria-label={assistant.examples} role="group">
          {assistant.exampleQuestions.map((example) => (
            <Button key={example} onClick={() => put(example)} className="font-normal">
              {example}
            </Button>
          ))}
        </div>
      )}
      {ask.error && (
        <p role="alert" className="font-semibold text-bad">
          {ask.error.message}
        </p>
      )}
      <form onSubmit={submit} className="flex items-end gap-2">
        <label className="grow">
          <span className="sr-only">{assistant.ask}</span>
          <input
            value={question}
            onChange={(event) => setQuestion(event.target.value)}
            placeholder={assistant.ask}
            maxLength={1_000}
            enterKeyHint="send"
            className="min-h-12 w-full rounded-box border border-line bg-card px-3 placeholder:text-soft"
          />
        </label>
        <Button type="submit" kind="primary" icon={<SendHorizontal aria-hidden />} isBusy={ask.isPending}>
          <span className="sr-only sm:not-sr-only">{assistant.send}</span>
        </Button>
      </form>
      {taught?.answer && <TeachDialog question={taught.question} answer={taught.answer.reply} onClose={() => setTaught(undefined)} />}
    </Card>
  )
}

function Reply({ answer, onTeach }: { answer: Answer<'tryAssistant'>; onTeach: (() => void) | undefined }) {
  const assistant = assistantWords()
  return (
    <div className="flex max-w-[92%] flex-col items-start gap-1">
      <p className="rounded-box rounded-bl-sm bg-tint px-3 py-2 whitespace-pre-wrap">
        <span className="sr-only">{assistant.assistantName}: </span>
        {answer.reply}
      </p>
      {answer.handoff && <Badge tone="warn">{assistant.handedOff}</Badge>}
      <div className="flex flex-wrap items-center gap-x-4">
        <Sources sources={answer.sources} />
        {onTeach && (
          <button type="button" onClick={onTeach} className="min-h-12 text-sm font-semibold text-primary underline">
            {assistant.teach}
          </button>
        )}
      </div>
    </div>
  )
}

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { assistantWords } from './words.ts'

/** Correct an answer: see what would change on past questions, teach it, take it back with one tap. */
export function TeachDialog({ question: asked, answer: given, messageId, onClose }: { question: string; answer: string; messageId?: string; onClose: () => void }) {
  const { shell } = useMessages()
  const assistant = assistantWords()
  const [question, setQuestion] = useState(asked)
  const [answer, setAnswer] = useState(given)
  const queries = useQueryClient()
  const toast = useToast()
  const refresh = () => queries.invalidateQueries({ queryKey: ['lessons'] })
  const preview = useMutation({ mutationFn: () => call('previewLesson', { body: { question, answer } }) })
  const teach = useMutation({
    mutationFn: () => call('teachAssistant', { body: { question, answer, ...(messageId ? { messageId } : {}) } }),
    onSuccess: async (lesson) => {
      await refresh()
      toast(assistant.taught, {
        undo: () => void call('undoLesson', { params: { lessonId: lesson.lessonId } }).then(refresh).then(() => toast(assistant.undone)),
      })
      onClose()
    },
  })
  const problem = preview.error ?? teach.error
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={assistant.teachTitle}
      footer={
        <>
          <Button onClick={onClose}>{shell.cancel}</Button>
          <Button onClick={() => preview.mutate()} isBusy={preview.isPending}>
            {assistant.preview}
          </Button>
          <Button kind="primary" onClick={() => teach.mutate()} isBusy={teach.isPending}>
            {assistant.saveLesson}
          </Button>
        </>
      }
    >
      <TextArea label={assistant.question} value={question} onChange={(event) => setQuestion(event.target.value)} rows={2} maxLength={1_000} />
      <TextArea label={assistant.answer} hint={assistant.answerHint} value={answer} onChange={(event) => setAnswer(event.target.value)} rows={4} maxLength={2_000} />
      {problem && (
        <p role="alert" className="font-semibold text-bad">
          {problem.message}
        </p>
      )}
      {preview.data && (
        <section aria-label={assistant.previewTitle} className="flex flex-col gap-3">
          <h3 className="font-bold">{assistant.previewTitle}</h3>
          {preview.data.items.map((item) => (
            <article key={item.question} className="flex flex-col gap-1 border-t border-line pt-2 text-sm">
              <p className="font-semibold">{item.question}</p>
              {item.isChanged ? (
                <>
                  <p className="text-soft line-through">
                    {assistant.before}: {item.before}
                  </p>
                  <p>
                    {assistant.after}: {item.after}
                  </p>
                </>
              ) : (
                <p className="text-soft">{assistant.unchanged}</p>
              )}
            </article>
          ))}
        </section>
      )}
    </Dialog>
  )
}

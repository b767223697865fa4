import { useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { longDate } from '../../ui/format.ts'
import { Page } from '../../ui/page.tsx'
import { EmptyState, ErrorState, LinkButton, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { assistantWords } from './words.ts'

/** Everything that the shop has taught its assistant, each with a way back. */
export function LessonsScreen() {
  const assistant = assistantWords()
  const lessons = useQuery({ queryKey: ['lessons'], queryFn: () => call('listLessons') })
  const queries = useQueryClient()
  const toast = useToast()
  const mayTeach = useMay('assistant.write')
  const refresh = () => queries.invalidateQueries({ queryKey: ['lessons'] })
  const undo = async (lessonId: string) => {
    await call('undoLesson', { params: { lessonId } })
    await refresh()
    toast(assistant.undone, { undo: () => void call('redoLesson', { params: { lessonId } }).then(refresh) })
  }
  return (
    <Page title={assistant.lessons} back="/asisten">
      {lessons.isPending && <Loading />}
      {lessons.isError && <ErrorState error={lessons.error} onRetry={() => void lessons.refetch()} />}
      {lessons.data?.items.length === 0 && <EmptyState title={assistant.lessonsEmpty} text={assistant.lessonsEmptyText} action={<LinkButton to="/asisten">{assistant.tryTitle}</LinkButton>} />}
      {lessons.data && lessons.data.items.length > 0 && (
        <ul className="flex flex-col gap-3">
          {lessons.data.items.map((lesson) => (
            <li key={lesson.lessonId} className="flex flex-col gap-1 rounded-box bg-card p-4 shadow-box">
              <p className="font-semibold">{lesson.question}</p>
              <p className="whitespace-pre-wrap">{lesson.answer}</p>
              <div className="flex flex-wrap items-center justify-between gap-2 text-sm text-soft">
                <time dateTime={lesson.createdAt}>{longDate(lesson.createdAt)}</time>
                {mayTeach && (
                  <Button kind="quiet" onClick={() => void undo(lesson.lessonId)}>
                    {assistant.undoLesson}
                  </Button>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {lessons.data && lessons.data.items.length > 0 && <ExportLinks list="assistant/lessons" />}
    </Page>
  )
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call, type Answer } from '../../api/client.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { TextArea, TextField } from '../../ui/field.tsx'
import { rupiah } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { importingWords } from './words.ts'

type Finding = Answer<'listImportFindings'>['items'][number]

/** What a chat taught: nothing of it counts before the owner says so. */
export function Findings({ importId }: { importId: string }) {
  const importing = importingWords()
  const findings = useQuery({ queryKey: ['imports', importId, 'findings'], queryFn: () => call('listImportFindings', { params: { importId } }) })
  if (!findings.data) return null
  return (
    <Card title={importing.findingsTitle}>
      {findings.data.items.length === 0 && <p className="text-soft">{importing.noFindings}</p>}
      <ul className="divide-y divide-line">
        {findings.data.items.map((finding) => (
          <li key={finding.findingId} className="py-3">
            {finding.question && <Question importId={importId} finding={finding} question={finding.question} />}
            {finding.price && (
              <div className="flex flex-col gap-1">
                <p className="font-semibold">{importing.priceDiffers(finding.price.name, rupiah(finding.price.quoted), rupiah(finding.price.listed))}</p>
                <p className="text-sm text-soft">“{finding.price.text}”</p>
                <Link to="/jualan" className="inline-flex min-h-12 items-center font-semibold text-primary">
                  {importing.priceOpen}
                </Link>
              </div>
            )}
          </li>
        ))}
      </ul>
      {findings.data.items.length > 0 && <ExportLinks list={`imports/${importId}/findings`} />}
    </Card>
  )
}

function Question({ importId, finding, question }: { importId: string; finding: Finding; question: NonNullable<Finding['question']> }) {
  const importing = importingWords()
  const queries = useQueryClient()
  const [asked, setAsked] = useState(question.question)
  const [answer, setAnswer] = useState(question.answer)
  const decide = useMutation({
    mutationFn: (status: 'taken' | 'refused') => call('decideImportFinding', { params: { importId, findingId: finding.findingId }, body: status === 'taken' ? { status, question: asked, answer } : { status } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['imports', importId, 'findings'] }),
  })
  if (finding.status !== 'open') {
    return (
      <p className="flex items-center justify-between gap-2">
        <span className="min-w-0 truncate">{question.question}</span>
        <Badge tone={finding.status === 'taken' ? 'good' : 'plain'}>{finding.status === 'taken' ? importing.taken : importing.refused}</Badge>
      </p>
    )
  }
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm text-soft">{importing.questionAsked(question.count)}</p>
      <TextField label={importing.questionLabel} value={asked} onChange={(event) => setAsked(event.target.value)} />
      <TextArea label={importing.answerLabel} value={answer} rows={3} onChange={(event) => setAnswer(event.target.value)} />
      {decide.error && (
        <p role="alert" className="font-semibold text-bad">
          {decide.error.message}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" disabled={asked.trim() === '' || answer.trim() === ''} isBusy={decide.isPending && decide.variables === 'taken'} onClick={() => decide.mutate('taken')}>
          {importing.takeQuestion}
        </Button>
        <Button isBusy={decide.isPending && decide.variables === 'refused'} onClick={() => decide.mutate('refused')}>
          {importing.refuse}
        </Button>
      </div>
    </div>
  )
}

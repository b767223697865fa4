import { useState } from 'react'
import { activeBusiness } from '../../api/client.ts'
import { chosenLanguage } from '../../locales/locale.ts'
import { SelectField } from '../../ui/field.tsx'
import { fieldOf } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { insightWords } from './words.ts'

const shownMonths = 12

/** A month on one page, to keep or to show to a bank. */
export function ScorecardCard() {
  const words = insightWords()
  const months = lastMonths(fieldOf(new Date()).slice(0, 7))
  // The last whole one unless told.
  const [month, setMonth] = useState(months[1] ?? '')
  const name = new Intl.DateTimeFormat(chosenLanguage() === 'en' ? 'en-GB' : 'id-ID', { month: 'long', year: 'numeric', timeZone: 'UTC' })
  return (
    <Card title={words.scorecard}>
      <p className="text-soft">{words.scorecardText}</p>
      <SelectField label={words.scorecardMonth} value={month} onChange={(event) => setMonth(event.target.value)}>
        {months.map((one) => (
          <option key={one} value={one}>
            {name.format(new Date(`${one}-01T00:00:00Z`))}
          </option>
        ))}
      </SelectField>
      <a href={`/api/reports/scorecard.pdf?month=${month}&business=${activeBusiness() ?? ''}`} download className="inline-flex min-h-12 items-center font-semibold text-primary underline">
        {words.scorecardGet}
      </a>
    </Card>
  )
}

function lastMonths(current: string): string[] {
  const [year = 0, month = 1] = current.split('-').map(Number)
  return Array.from({ length: shownMonths }, (_, back) => new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7))
}

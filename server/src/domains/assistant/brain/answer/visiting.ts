import type { Weekday } from '../knowledge/knowledge.ts'
import { weekdays } from '../knowledge/knowledge.ts'
import { weekdayOf } from '../understand/details.ts'
import { section, type Section, type Source } from './draft.ts'
import type { Speaker } from './goods.ts'
import { clearAnswer } from './info.ts'

/** Address, opening hours of the days asked for, whether the shop is open at an hour. */
export function visitSections(speaker: Speaker): Section[] {
  const { request } = speaker
  const { cues, details } = request
  const asksHours = cues.has('hours') || details.days.length > 0 || details.time !== null || / (?:buka|tutup|jam) /.test(request.reading.line)
  const asksPlace = cues.has('where-shop') || !asksHours
  const sections: Section[] = []
  if (asksPlace) sections.push(addressSection(speaker))
  if (asksHours) sections.push(...hourSections(speaker))
  sections.push(...clearAnswer(speaker, ['faq'], 0.65).slice(0, 1))
  return sections
}

function addressSection({ index, say }: Speaker): Section {
  const { address, mapsHint } = index.knowledge.shop
  if (!address && !mapsHint) return section(say.unknown())
  return section(say.address(address, mapsHint), [{ kind: 'place', ref: 'address', text: `${address} | ${mapsHint}` }])
}

function hourSections(speaker: Speaker): Section[] {
  const { request } = speaker
  const { days, time, until } = request.details
  // "Bisa jam 6 sore?" without a day is today.
  if (days.length === 0 && time !== null && !/ (?:buka|tutup) /.test(request.reading.line)) return [daySection(speaker, weekdayOf(speaker.index.knowledge.today), time, until)]
  if (days.length === 0) return [weekSection(speaker)]
  return days.length > 2 ? [weekSection(speaker, days)] : days.map((day) => daySection(speaker, day, time, until))
}

function daySection({ index, say }: Speaker, day: Weekday, time: string | null, until: string | null): Section {
  const hours = index.knowledge.shop.hours[day]
  const source = hourSource(day, hours)
  if (hours === undefined) return section(say.hoursUnknown(say.day(day)))
  const span = /^(\d{1,2})[.:](\d{2}) ?[-–] ?(\d{1,2})[.:](\d{2})$/.exec(hours.trim())
  if (!span) return section(/tutup|libur/i.test(hours) ? say.closedOn(say.day(day)) : say.openOn(say.day(day), hours), source)
  if (time === null) return section(say.openOn(say.day(day), hours), source)
  const minutes = toMinutes(...(time.split(':') as [string, string]))
  const last = until === null ? minutes + 1 : toMinutes(...(until.split(':') as [string, string]))
  const isOpen = toMinutes(span[1], span[2]) <= minutes && last <= toMinutes(span[3], span[4])
  const clocks = until === null ? [time] : [time, until]
  const shown = clocks.join('-').replaceAll(':', '.')
  return section((isOpen ? say.openAt : say.notOpenAt)(say.day(day), shown, hours), source, [], clocks.flatMap((clock) => clock.split(':').map(Number)))
}

const toMinutes = (hour: string, minute: string): number => Number(hour) * 60 + Number(minute)

const hourSource = (day: string, hours: string | undefined): Source[] => [{ kind: 'hours', ref: day, text: `${day} ${hours ?? ''}` }]

/** Days in a row with the same hours share a line. */
function weekSection({ index, say }: Speaker, only: readonly Weekday[] = weekdays): Section {
  const { hours } = index.knowledge.shop
  const lines: { from: Weekday; to: Weekday; text: string }[] = []
  for (const day of weekdays) {
    const text = hours[day]
    if (!only.includes(day) || text === undefined) continue
    const last = lines.at(-1)
    if (last && last.text === text && weekdays.indexOf(day) === weekdays.indexOf(last.to) + 1) last.to = day
    else lines.push({ from: day, to: day, text })
  }
  if (lines.length === 0) return section(say.unknown())
  const shown = lines.map(({ from, to, text }) => `- ${from === to ? say.day(from) : `${say.day(from)}-${say.day(to)}`}: ${text}`)
  return section(say.allHours(shown), weekdays.flatMap((day) => hourSource(day, hours[day])))
}

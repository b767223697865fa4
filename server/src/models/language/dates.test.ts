import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, addMonths, weekday } from './calendar.ts'
import { findDates } from './dates.ts'

const tuesday = '2026-11-24'

/** `2026-11-28?` marks an uncertain day, `a..b` a range, `@16:00` a time, `@16:00-18:00` one that lasts. */
function found(text: string, today = tuesday): string[] {
  return findDates(text, today).map((date) => {
    const days = date.from === date.to ? (date.from ?? '') : `${date.from}..${date.to}`
    const offset = date.offsetDays === null ? '' : `H${date.offsetDays}`
    return `${days}${offset}${date.time ? `@${date.time}` : ''}${date.until ? `-${date.until}` : ''}${date.certain ? '' : '?'}`
  })
}

test.each([
  ['besok', ['2026-11-25']],
  ['lusa', ['2026-11-26']],
  ['hari ini', ['2026-11-24']],
  ['kmrn', ['2026-11-23']],
  ['sesuk', ['2026-11-25']],
  ['day after tomorrow', ['2026-11-26']],
  ['sabtu', ['2026-11-28']],
  ['setu', ['2026-11-28']],
  ['sabtu depan', ['2026-12-05?']],
  ['senin depan', ['2026-11-30']],
  ['next friday', ['2026-12-04?']],
  ['hari selasa', ['2026-12-01?']],
  ["jum'at ini", ['2026-11-27']],
  ['malam minggu', ['2026-11-28']],
  ['hr minggu buka?', ['2026-11-29']],
  ['minggu buka?', ['2026-11-29?']],
  ['minggu depan', ['2026-11-30..2026-12-06?']],
  ['bulan depan', ['2026-12-01..2026-12-31']],
  ['weekend', ['2026-11-28..2026-11-29?']],
  ['3 hari lagi', ['2026-11-27']],
  ['seminggu lagi', ['2026-12-01']],
  ['2 minggu yang lalu', ['2026-11-10']],
  ['in 3 days', ['2026-11-27']],
  ['H-2 lebaran', ['H-2']],
])('resolves "%s" on a Tuesday', (text, expected) => expect(found(text)).toEqual(expected))

test.each([
  ['tgl 14', ['2026-12-14']],
  ['tgl 30', ['2026-11-30']],
  ['tanggal 24', ['2026-11-24']],
  ['tgl 3 kemarin', ['2026-11-03']],
  ['tgl 14 bulan depan', ['2026-12-14']],
  ['12 Desember 2026', ['2026-12-12']],
  ['5 januari', ['2027-01-05']],
  ['14-des-26', ['2026-12-14']],
  ['14/12', ['2026-12-14']],
  ['14/12/2026', ['2026-12-14']],
  ['2026-12-14', ['2026-12-14']],
  ['December 14', ['2026-12-14']],
  ['29/2', ['2028-02-29']],
  ['desember', ['2026-12-01..2026-12-31']],
  ['31/02/2026', []],
  ['1/2 kg', []],
  ['2 minggu', []],
  ['per minggu', []],
  ['selamat siang', []],
  ['LMP-01', []],
])('reads the calendar date in "%s"', (text, expected) => expect(found(text)).toEqual(expected))

// Each expectation read off a wall calendar of November and December 2026.
test.each([
  ['besok rabu', tuesday, ['2026-11-25']],
  ['besok senin', tuesday, ['2026-11-30?']],
  ['sabtu besok', tuesday, ['2026-11-28']],
  ['hari minggu besok', '2026-11-28', ['2026-11-29']],
  ['rabu kemarin', '2026-11-27', ['2026-11-25']],
  ['senin lalu', '2026-11-27', ['2026-11-23?']],
  ['senin minggu lalu', tuesday, ['2026-11-16']],
  ['jumat minggu depan', tuesday, ['2026-12-04']],
  ['minggu depan hari rabu', tuesday, ['2026-12-02']],
  ['malam minggu ini', tuesday, ['2026-11-28']],
  ['malam minggu depan', tuesday, ['2026-12-05']],
  ['tadi malam', tuesday, ['2026-11-23']],
  ['mau malam aja', tuesday, ['?']],
  ['mau bengi', tuesday, ['2026-11-23']],
  ['sabtu 5 desember', tuesday, ['2026-12-05']],
  ['jumat, 27/11', tuesday, ['2026-11-27']],
  ['sabtu tgl 4', tuesday, ['2026-12-04?']],
  ['sabtu, tgl 4', tuesday, ['2026-11-28', '2026-12-04']],
  ['sabtu depan', '2026-11-28', ['2026-12-05']],
  ['tgl 31', '2026-02-10', ['2026-03-31']],
  ['5-7 desember', tuesday, ['2026-12-05..2026-12-07']],
  ['tgl 5 s/d 7', tuesday, ['2026-12-05..2026-12-07']],
  ['tgl 5-7', tuesday, ['2026-12-05..2026-12-07?']],
  ['tgl 5-7-2027', tuesday, ['2027-07-05']],
  ['5th december 2027', tuesday, ['2027-12-05']],
  ['december 5th 2027', tuesday, ['2027-12-05']],
  ['akad nikah', tuesday, []],
  ['dino akad', tuesday, ['2026-11-29']],
  ['lima rebu', tuesday, []],
])('reads "%s" on %s', (text, today, expected) => expect(found(text, today)).toEqual(expected))

test.each([
  ['nanti sore jam 4', ['2026-11-24@16:00']],
  ['besok pagi jam 7', ['2026-11-25@07:00']],
  ['besok jam 4', ['2026-11-25@16:00?']],
  ['pukul 16.30 WIB', ['@16:30']],
  ['jam setengah 5', ['@16:30?']],
  ['jam 12 malam', ['@00:00']],
  ['jam 12 siang', ['@12:00']],
  ['4 pm', ['@16:00']],
  ['jam 25', []],
  ['24:00', ['@00:00']],
  ['24:30', []],
  ['jam 7 malam kurang 2 pcs', ['@19:00']],
  ['jam 9 lebih 15 menit pagi', ['@09:15']],
  ['jam 9 kurang seperempat malam', ['@20:45']],
  ['jam 7 esuk', ['@07:00']],
  ['jam 19.00-21.00', ['@19:00-21:00']],
  ['jam 7 sampai 9 malam', ['@19:00-21:00']],
  ['besok jam 10 sampe jam 12', ['2026-11-25@10:00-12:00?']],
  ['jam 4 - 2 pcs', ['@16:00?']],
  ['2 jam lagi', ['2026-11-24?']],
])('reads the time in "%s"', (text, expected) => expect(found(text)).toEqual(expected))

const days = fc.integer({ min: -20_000, max: 20_000 }).map((shift) => addDays('2026-01-01', shift))

test('calendar arithmetic agrees with the language’s own dates', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: -5000, max: 5000 }), (date, shift) => {
      const moved = new Date(`${date}T00:00:00Z`)
      moved.setUTCDate(moved.getUTCDate() + shift)
      expect(addDays(date, shift)).toBe(moved.toISOString().slice(0, 10))
      expect(weekday(date)).toBe((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7)
      expect(addMonths(addMonths(`${date.slice(0, 8)}01`, shift % 100), -(shift % 100))).toBe(`${date.slice(0, 8)}01`)
    }),
  )
})

test('a day of the week ahead is 1 to 7 days away and falls on that day', () => {
  const names = ['senin', 'selasa', 'rabu', 'kamis', 'jumat', 'sabtu', 'minggu']
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 6 }), (today, index) => {
      const [date] = findDates(`hari ${names[index]}`, today)
      expect(weekday(date.from ?? '')).toBe(index)
      expect((date.from ?? '') > today).toBe(true)
      expect((date.from ?? '') <= addDays(today, 7)).toBe(true)
    }),
  )
})

test('a date that is written out is read back', () => {
  fc.assert(
    fc.property(days, days, (date, today) => {
      const [year, month, day] = date.split('-')
      expect(findDates(`${Number(day)}/${Number(month)}/${year}`, today)).toMatchObject([{ from: date, to: date }])
      expect(findDates(`kirim ${date} ya`, today)).toMatchObject([{ from: date, start: 6, end: 16 }])
    }),
  )
})

test('a reference that is no date is refused', () => {
  expect(() => findDates('besok', '2026-02-30')).toThrow(RangeError)
  expect(() => findDates('besok', '24/11/2026')).toThrow(RangeError)
})

test('any text gives ordered, disjoint dates that exist', () => {
  const words = fc.constantFrom('tgl', '31', '2', '/', '-', 'minggu', 'depan', 'hari', 'jam', 'setengah', 'sore', 'besok', 'lalu', 'next', 'bulan', 'feb', '2026', 'h', '+', 'akhir', '12.30', ':', '30', 'malam', 'lagi', 'in', 'sabtu', 'ini', 'sampai', 'kurang', '5', 'th', 'des', ',', 'tadi', 'kemarin')
  fc.assert(
    fc.property(fc.array(fc.tuple(words, fc.constantFrom('', ' ')), { maxLength: 12 }), days, (parts, today) => {
      const text = parts.flat().join('')
      let end = 0
      for (const date of findDates(text, today)) {
        expect(date.start).toBeGreaterThanOrEqual(end)
        expect(text.slice(date.start, date.end)).toBe(date.text)
        end = date.end
        if (date.from !== null) expect(addDays(date.from, 0) <= addDays(date.to ?? '', 0)).toBe(true)
        if (date.time !== null) expect(date.time).toMatch(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
      }
    }),
  )
})

test.each(['1 ', '1/', 'minggu ', 'besok ', 'jam ', 'tgl ', 'in ', 'hari ', 'sabtu, ', 'tgl 1-2 '])('100 KB of %j is read in time that a chat can wait', (unit) => {
  const text = unit.repeat(100_000 / unit.length)
  findDates(text, tuesday)
  const start = process.cpuUsage()
  findDates(text, tuesday)
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(300)
})

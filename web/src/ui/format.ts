import { chosenLanguage } from '../locales/locale.ts'

/** `Rp 1.250.000`, never broken over two lines. */
export function rupiah(amount: number): string {
  const digits = String(Math.abs(Math.round(amount))).replace(/\B(?=(\d{3})+$)/g, '.')
  return `${amount < 0 ? '-' : ''}Rp\u00a0${digits}`
}

/** For what is only reckoned: two digits that mean something, as in `Rp 38.000.000`. */
export function aboutRupiah(amount: number): string {
  return rupiah(Number(amount.toPrecision(2)))
}

export function number(value: number): string {
  return new Intl.NumberFormat(chosenLanguage() === 'en' ? 'en-GB' : 'id-ID').format(value)
}

export const zone = 'Asia/Jakarta'
const language = () => (chosenLanguage() === 'en' ? 'en-GB' : 'id-ID')

/** `14.05` today, `Kemarin`, `Sen`, or `3 Nov` for older ones. */
export function shortTime(iso: string, now = new Date()): string {
  const moment = new Date(iso)
  const day = (date: Date) => date.toLocaleDateString('en-CA', { timeZone: zone })
  if (day(moment) === day(now)) return clockTime(iso)
  const days = Math.round((Date.parse(day(now)) - Date.parse(day(moment))) / 86_400_000)
  if (days === 1) return chosenLanguage() === 'en' ? 'Yesterday' : 'Kemarin'
  if (days > 1 && days < 7) return moment.toLocaleDateString(language(), { weekday: 'short', timeZone: zone })
  return moment.toLocaleDateString(language(), { day: 'numeric', month: 'short', timeZone: zone })
}

export function clockTime(iso: string): string {
  return new Date(iso).toLocaleTimeString('id-ID', { hour: '2-digit', minute: '2-digit', timeZone: zone })
}

/** A day and a time of it, as everywhere on the screens in Jakarta's zone. */
export function dayAndTime(iso: string): string {
  return `${longDate(iso)}, ${clockTime(iso)}`
}

/** What a date and time field holds (`2026-11-24T10:00`), in the same zone. */
export function fieldOf(moment: Date): string {
  return moment.toLocaleString('sv-SE', { timeZone: zone }).slice(0, 16).replace(' ', 'T')
}

export function momentOf(field: string): Date {
  return new Date(`${field}:00+07:00`)
}

export function longDate(iso: string): string {
  return new Date(iso).toLocaleDateString(language(), { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: zone })
}

/** The beginning of a message line: when it was sent, and the rest of the line. */
export interface Head {
  /** Lines of one export all look alike; a line that looks different is part of a message. */
  style: string
  /** The date as three numbers in the order in which they stand. */
  date: [string, string, string]
  hour: string
  minute: string
  second: string | undefined
  half: 'am' | 'pm' | undefined
  rest: string
}

const space = String.raw`[ \u00A0\u2007\u2009\u202F]`
const halves = [
  ['am', 'a\\.?\\s?m\\.?|AM|pagi|vorm\\.?|SA|PG|পূর্বাহ্ন|पूर्वाह्न|上午|午前|오전|ص|ق\\.ظ|π\\.?μ\\.?|e paradites|fm|de\\.|dop\\.?|öö|ÖÖ|முற்பகல்'],
  ['pm', 'p\\.?\\s?m\\.?|PM|siang|sore|malam|nachm\\.?|CH|PTG|TGH|অপরাহ্ণ|अपराह्न|下午|午後|오후|م|ب\\.ظ|μ\\.?μ\\.?|e pasdites|em|du\\.|odp\\.?|ös|ÖS|பிற்பகல்'],
] as const
const half = `(?:${halves.map(([, words]) => words).join('|')})`
const date = String.raw`(\d{1,4})(${space}?[-/.]${space}?|년${space}?|年)(\d{1,2})(${space}?[-/.]${space}?|월${space}?|月)(\d{1,4})\.?(?:일|日)?`
const clock = String.raw`(\d{1,2})([:.h])(\d{2})(?:[:.](\d{2}))?`
const moment = String.raw`${date}(,|،|、)?${space}{0,3}(?:(${half})${space}{0,2})?${clock}(?:${space}{0,2}(${half}))?`
const bracketed = new RegExp(String.raw`^\[${moment}\]${space}?(.*)$`, 'isu')
const dashed = new RegExp(String.raw`^${moment}${space}?[-–—]${space}(.*)$`, 'isu')
/** iPhones before 2017 wrote no brackets. */
const coloned = new RegExp(String.raw`^${moment}:${space}(.*)$`, 'isu')
const shapes = [['[', bracketed], ['-', dashed], [':', coloned]] as const
const am = new RegExp(`^(?:${halves[0][1]})$`, 'iu')

const invisible = /^[\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]+/

/** The head of a line, or `undefined` for a line that continues a message. */
export function readHead(line: string): Head | undefined {
  const text = latinDigits(line.replace(invisible, ''))
  // Every head begins with a digit or a bracket: most lines of long messages end here.
  const first = text.charCodeAt(0)
  if (first !== 0x5b && (first < 0x30 || first > 0x39)) return undefined
  for (const [shape, pattern] of shapes) {
    const match = pattern.exec(text)
    if (!match) continue
    const [, one, separator, two, , three, comma, before, hour, timeSeparator, minute, second, after] = match
    const word = before ?? after
    return {
      style: [shape, separator.trim(), comma ?? '', timeSeparator, second === undefined ? '' : 's', word === undefined ? '' : /^[AP]M$/.test(word) ? 'H' : 'h', one.length === 4 ? 'y' : ''].join('|'),
      date: [one, two, three],
      hour,
      minute,
      second,
      half: word === undefined ? undefined : am.test(word) ? 'am' : 'pm',
      rest: line.slice(line.length - match[13].length),
    }
  }
  return undefined
}

/** Exports write the digits of the phone's language. */
function latinDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F\u09E6-\u09EF]/g, (digit) => {
    const code = digit.charCodeAt(0)
    return String((code & 0xf) - (code >= 0x0966 ? 6 : 0))
  })
}

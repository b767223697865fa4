/** Loaded before Laris for pictures: the clock starts on the same Monday morning every time, and runs from there. */
const RealDate = Date
export const pictureMorning = RealDate.parse('2026-11-23T09:40:00+07:00')
const shift = pictureMorning - RealDate.now()

if (process.env['LARIS_E2E_CLOCK'] === 'fixed') {
  globalThis.Date = class extends RealDate {
    constructor(...given: [] | [number | string]) {
      if (given.length === 0) super(RealDate.now() + shift)
      // The other forms are passed on as they came.
      else super(...(given as [number | string]))
    }
    static override now(): number {
      return RealDate.now() + shift
    }
  } as DateConstructor
}

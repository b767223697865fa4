import { readFileSync } from 'node:fs'
import { seededRandom, sharedFile } from './harness.ts'

/** Series of `demand/*.csv` that hold one series a row, or undefined when the shared folder is absent. */
export function readDemand(file: string, leaveOutLast = 0): Float64Array[] | undefined {
  const path = sharedFile(`demand/${file}`)
  if (path === undefined) return undefined
  const [, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/)
  return lines.map((line) => {
    const cells = line.match(/("[^"]*"|[^,]*)(,|$)/g) ?? []
    const units = cells.slice(1).map((cell) => Number(cell.replace(/,$/, '')))
    return Float64Array.from(units.slice(0, line.split(',').length - 1 - leaveOutLast).filter((value) => Number.isFinite(value)))
  })
}

/**
 * Monthly sales of spare parts, 51 months: power-law-like rates, bulk orders, and most parts fading out as the models
 * they fit leave the road – the kind of data on which Croston's method keeps stock of what nobody buys any more.
 */
export function makeParts(count: number, seed: number, months = 51): Float64Array[] {
  const random = seededRandom(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const poisson = (rate: number) => {
    let events = -1
    for (let product = 1; product > Math.exp(-Math.min(rate, 50)); events++) product *= random()
    return events
  }
  const series: Float64Array[] = []
  while (series.length < count) {
    const rate = Math.exp(-0.6 + 0.9 * normal())
    const size = 1 + Math.exp(-0.8 + 0.9 * normal())
    const fading = random() < 0.15 ? 0.2 : 2
    const peak = -20 + random() * 50
    const width = 25 + random() * 30
    const units = new Float64Array(months)
    for (let t = 0; t < months; t++) {
      const now = rate * Math.exp((-fading * Math.max(0, t - peak)) / width)
      const orders = poisson((1.2 * now) / size)
      for (let order = 0; order < orders; order++) units[t] += 1 + poisson(size - 1)
    }
    // A part that hardly ever sold would not be in the range.
    const isListed = units.filter((value) => value > 0).length >= 6 && units.subarray(0, 15).some((value) => value > 0)
    if (isListed) series.push(units)
  }
  return series
}

/**
 * The inner loop of `invertPositiveDefinite` in WebAssembly: two products at a time (SIMD), where JavaScript has one.
 * Written down here as bytes, since nothing else of Laris needs a compiler for it.
 * Source: WebAssembly core specification 2.0, chapter 5 (binary format) and 5.4.9 (vector instructions).
 */

/** Columns of a panel: three packed rows of it, and the tile they update, stay in the first-level cache. */
export const panelDepth = 48
const rowBytes = panelDepth * 8
/** Rows and columns of a tile: nine sums stay in registers. */
export const tileSize = 3
const pageBytes = 65_536

export interface RankUpdate {
  /** Row-major n × n; n must be a multiple of `tileSize`. */
  matrix: Float64Array
  /** Row-major n × `panelDepth`. */
  panel: Float64Array
  /** Lower triangle of matrix −= panel · panelᵀ. Tiles on the diagonal also write above it. */
  subtract: () => void
}

/** Room for a matrix and a panel, and the update over them. 8 · n · (n + 48) bytes. */
export function createRankUpdate(n: number): RankUpdate {
  const panelStart = n * n * 8
  const memory = new WebAssembly.Memory({ initial: Math.ceil((panelStart + n * rowBytes) / pageBytes) })
  module ??= new WebAssembly.Module(bytes())
  const { exports } = new WebAssembly.Instance(module, { m: { m: memory } })
  const update = exports['u'] as (n: number, panel: number) => void // As written below.
  return {
    matrix: new Float64Array(memory.buffer, 0, n * n),
    panel: new Float64Array(memory.buffer, panelStart, n * panelDepth),
    subtract: () => update(n, panelStart),
  }
}

let module: object | undefined

/** As far as it is used here; Node has it, its types do not. */
declare const WebAssembly: {
  Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer }
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: { m: { m: object } }) => { readonly exports: Record<string, unknown> }
}

/** Numbers of any size in seven bits a byte, signed. */
function leb(value: number): number[] {
  const low = value & 0x7f
  const rest = value >> 7
  const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)
  return isLast ? [low] : [low | 0x80, ...leb(rest)]
}

/** The same, unsigned. */
const uleb = (value: number): number[] => (value < 128 ? [value] : [(value & 0x7f) | 0x80, ...uleb(value >>> 7)])

const sized = (content: number[]) => [...uleb(content.length), ...content]
const section = (id: number, content: number[]) => [id, ...sized(content)]

/** Locals: two parameters, six more whole numbers, then vectors. */
const [n, panel, i, j, p, q, k, at] = [0, 1, 2, 3, 4, 5, 6, 7]
const [x, y, sums] = [8, 9, 9 + tileSize]
const tiles = Array.from({ length: tileSize * tileSize }, (_, tile) => ({ row: Math.floor(tile / tileSize), column: tile % tileSize, sum: sums + tile }))

const get = (local: number) => [0x20, local]
const set = (local: number) => [0x21, local]
const constant = (value: number) => [0x41, ...leb(value)]
const add = (local: number, value: number) => [...get(local), ...constant(value), 0x6a, ...set(local)]
const vector = (operation: number) => [0xfd, ...uleb(operation)]
const loadVector = (offset: number) => [...vector(0x00), 3, ...uleb(offset)]
/** Runs `body`, and again as long as what it ends with is not 0. */
const loop = (body: number[]) => [0x03, 0x40, ...body, 0x0d, 0, 0x0b]

/** For every tile at or left of the diagonal: nine dot products of panel rows, taken off the matrix. */
function program(): number[] {
  const column = Array.from({ length: tileSize }, (_, c) => [...get(q), ...get(k), 0x6a, ...loadVector(c * rowBytes), ...set(y + c)]).flat()
  const products = tiles.map(({ row, column: c, sum }) => [
    ...(c === 0 ? [...get(p), ...get(k), 0x6a, ...loadVector(row * rowBytes), ...set(x)] : []),
    ...get(sum), ...get(x), ...get(y + c), ...vector(0xf2), ...vector(0xf0), ...set(sum),
  ]).flat()
  const dots = loop([...column, ...products, ...add(k, 16), ...get(k), ...constant(rowBytes), 0x48])
  const zero = tiles.flatMap(({ sum }) => [...vector(0x0c), ...Array<number>(16).fill(0), ...set(sum)])
  const writes = tiles.flatMap(({ row, column: c, sum }) => [
    ...(c === 0 ? [...get(i), ...constant(row), 0x6a, ...get(n), 0x6c, ...get(j), 0x6a, ...constant(3), 0x74, ...set(at)] : []),
    ...get(at), ...get(at), 0x2b, 3, ...uleb(c * 8),
    ...get(sum), ...vector(0x21), 0, ...get(sum), ...vector(0x21), 1, 0xa0, 0xa1, 0x39, 3, ...uleb(c * 8),
  ])
  const across = loop([
    ...zero, ...constant(0), ...set(k), ...dots, ...writes,
    ...add(j, tileSize), ...add(q, tileSize * rowBytes), ...get(j), ...get(i), 0x4c,
  ])
  const down = loop([
    ...constant(0), ...set(j), ...get(panel), ...set(q), ...across,
    ...add(i, tileSize), ...add(p, tileSize * rowBytes), ...get(i), ...get(n), 0x48,
  ])
  return [...get(panel), ...set(p), ...down, 0x0b]
}

function bytes(): Uint8Array<ArrayBuffer> {
  const [i32, v128] = [0x7f, 0x7b]
  const locals = [2, 6, i32, 1 + tileSize + tiles.length, v128]
  return Uint8Array.of(
    0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, [1, 0x60, 2, i32, i32, 0]),
    ...section(2, [1, 1, 0x6d, 1, 0x6d, 2, 0, 0]),
    ...section(3, [1, 0]),
    ...section(7, [1, 1, 0x75, 0, 0]),
    ...section(10, [1, ...sized([...locals, ...program()])]),
  )
}

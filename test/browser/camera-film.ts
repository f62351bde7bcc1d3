/** What the camera sees for some pictures: a symbol's modules, row by row, or nothing but a grey table. */
export interface Scene {
  readonly rows: readonly (readonly boolean[])[] | null
  readonly pictures: number
}

interface Size {
  readonly width: number
  readonly height: number
  /** Pixels of a module, and of a row where that differs: bars are one row, and tall. */
  readonly module: number
  readonly row?: number
}

/** Pictures a second. */
export const FILM_RATE = 10

const HD: Size = { width: 1280, height: 720, module: 12 }
const TABLE = 128
const WHITE = 235
const BLACK = 20
const NO_COLOUR = 128
const QUIET_MODULES = 10

/**
 * A film in YUV4MPEG2 (4:2:0), which Chromium's `--use-file-for-fake-video-capture` plays in a loop: each scene shows a
 * symbol in the middle of a grey table, with white around it.
 */
export function cameraFilm(scenes: readonly Scene[], size: Size = HD): Uint8Array {
  const { width, height } = size
  const header = bytes(`YUV4MPEG2 W${width} H${height} F${FILM_RATE}:1 Ip A1:1\n`)
  const colour = new Uint8Array((width * height) / 2).fill(NO_COLOUR)
  const frames = scenes.flatMap(({ rows, pictures }) => {
    const luma = pictureOf(rows, size)
    return Array.from({ length: pictures }, () => [bytes('FRAME\n'), luma, colour]).flat()
  })
  return Buffer.concat([header, ...frames])
}

/** The brightness of one picture, a byte a pixel. */
export function pictureOf(rows: Scene['rows'], { width, height, module, row = module }: Size): Uint8Array {
  const luma = new Uint8Array(width * height).fill(TABLE)
  if (rows === null) return luma
  const wide = (rows[0]?.length ?? 0) * module
  const tall = rows.length * row
  const left = (width - wide) >> 1
  const top = (height - tall) >> 1
  const quiet = QUIET_MODULES * module
  const fill = (x: number, y: number, w: number, h: number, value: number) => {
    for (let line = Math.max(0, y); line < Math.min(height, y + h); line++) {
      luma.fill(value, line * width + Math.max(0, x), line * width + Math.min(width, x + w))
    }
  }
  fill(left - quiet, top - quiet, wide + 2 * quiet, tall + 2 * quiet, WHITE)
  rows.forEach((modules, y) => {
    modules.forEach((dark, x) => {
      if (dark) fill(left + x * module, top + y * row, module, row, BLACK)
    })
  })
  return luma
}

/** The modules of a symbol as a page draws it, quiet zone included: a film can show what customers are shown. */
export function drawnRows(svg: string): boolean[][] {
  const [width = 0, height = 0] = (/viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []).slice(1).map(Number)
  const rows = Array.from({ length: height }, () => Array.from({ length: width }, () => false))
  const dark = /<path d="([^"]*)"/.exec(svg)?.[1] ?? ''
  for (const run of dark.matchAll(/M(\d+) (\d+)h(\d+)v(\d+)/g)) {
    const [x = 0, y = 0, wide = 0, tall = 0] = run.slice(1).map(Number)
    for (const row of rows.slice(y, y + tall)) row.fill(true, x, x + wide)
  }
  return rows
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

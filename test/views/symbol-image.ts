import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

const QUIET = 255
const SCALE = 4

/** What a scanner reads from a symbol's drawing: its text and format, or null. */
export async function readSymbol(svg: string): Promise<{ text: string; format: string } | null> {
  await decoder
  const [first] = await readBarcodes(bitmapOf(svg), { formats: ['QRCode', 'Code128'], tryHarder: true })
  return first === undefined ? null : { text: first.text, format: first.format }
}

/** The drawings of a page that carry a symbol, in order. */
export function symbolsIn(html: string): string[] {
  return html.match(/<svg class="(?:qr|bars)".*?<\/svg>/gs) ?? []
}

const decoder = readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')).then(
  (wasmBinary) =>
    prepareZXingModule({
      overrides: { wasmBinary: new Uint8Array(wasmBinary).buffer },
      fireImmediately: true,
    }),
)

/** Draws the runs of the one black path, as a browser with crisp edges would. */
function bitmapOf(svg: string) {
  const [width = 0, height = 0] = (/viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []).slice(1).map(Number)
  const data = new Uint8ClampedArray(width * height * SCALE * SCALE * 4).fill(QUIET)
  const black = /<path d="([^"]*)"/.exec(svg)?.[1] ?? ''
  for (const [, x, y, w, h] of black.matchAll(/M(\d+) (\d+)h(\d+)v(\d+)h-\d+z/g)) {
    blacken(data, width, Number(x), Number(y), Number(w), Number(h))
  }
  return { data, width: width * SCALE, height: height * SCALE, colorSpace: 'srgb' as const }
}

function blacken(data: Uint8ClampedArray, width: number, x: number, y: number, w: number, h: number): void {
  for (let row = y * SCALE; row < (y + h) * SCALE; row++) {
    for (let column = x * SCALE; column < (x + w) * SCALE; column++) {
      data.fill(0, (row * width * SCALE + column) * 4, (row * width * SCALE + column) * 4 + 3)
    }
  }
}

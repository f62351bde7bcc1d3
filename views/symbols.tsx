import { code128 } from 'bwip-js/generic'
import QRCode from 'qrcode-svg'

/** A drawn symbol in its own units: one unit is one module, the quiet zone included. */
export interface DrawnSymbol {
  readonly path: string
  readonly width: number
  readonly height: number
}

const QR_QUIET = 4
const BARS_QUIET = 10
const BARS_HEIGHT = 45

/** How much of a QR code may be lost: Q for codes on screens, H for codes on paper, M for links. */
export type QrLevel = 'M' | 'Q' | 'H'

/** A QR code of exactly that text with 4 modules of quiet. */
export function qr(text: string, level: QrLevel): DrawnSymbol {
  const { modules } = new QRCode({ content: text, ecl: level }).qrcode
  const size = modules.length + 2 * QR_QUIET
  const rows = modules.map((row, y) =>
    runsOf(row).map(([x, length]) => `M${x + QR_QUIET} ${y + QR_QUIET}h${length}v1h-${length}z`),
  )
  return { path: rows.flat().join(''), width: size, height: size }
}

/** A Code 128 of exactly that text with 10 modules of quiet. */
function bars(text: string): DrawnSymbol {
  const runs = barsOf(text)
  const end = Math.max(...runs.map(([x, length]) => x + length))
  const path = runs.map(([x, length]) => `M${x + BARS_QUIET} 0h${length}v${BARS_HEIGHT}h-${length}z`).join('')
  return { path, width: end + 2 * BARS_QUIET, height: BARS_HEIGHT }
}

type Run = readonly [start: number, length: number]

/** Where dark modules stand side by side in a row, and how many. */
function runsOf(row: readonly boolean[]): Run[] {
  const runs: Run[] = []
  for (let x = 0; x < row.length; x++) {
    if (!row[x]) continue
    const start = x
    while (row[x + 1]) x++
    runs.push([start, x - start + 1])
  }
  return runs
}

/** The bars as the encoder draws them at one unit a module: vertical lines, thick as the bar, about their middle rounded up. */
function barsOf(text: string): Run[] {
  const runs: Run[] = []
  const nothing = () => {}
  code128(
    { bcid: 'code128', text, scale: 1, height: 1 },
    {
      scale: () => [1, 1],
      measure: () => ({ width: 0, ascent: 0, descent: 0 }),
      init: nothing,
      line: (x0, _y0, _x1, _y1, thickness) => runs.push([x0 - Math.ceil(thickness / 2), thickness]),
      polygon: nothing,
      hexagon: nothing,
      ellipse: nothing,
      fill: nothing,
      text: nothing,
      end: nothing,
    },
  )
  return runs
}

/** The QR code of a voucher, black on white whatever the theme. */
export function QrCode({ text, level, label }: { text: string; level: QrLevel; label: string }) {
  return <Drawn class="qr" symbol={qr(text, level)} label={label} />
}

/** The barcode of a voucher; it stretches in height only, so bars keep their widths. */
export function Barcode({ text, label }: { text: string; label: string }) {
  return <Drawn class="bars" symbol={bars(text)} label={label} />
}

function Drawn({ class: name, symbol, label }: { class: string; symbol: DrawnSymbol; label: string }) {
  const { width, height, path } = symbol
  return (
    <svg
      class={name}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio={name === 'bars' ? 'none' : undefined}
      shape-rendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <path fill="#fff" d={`M0 0h${width}v${height}H0z`} />
      <path d={path} />
    </svg>
  )
}

import { fitTitle, LEADING, type Title } from './title-lines.ts'

type Texts = Readonly<Record<string, string | undefined>>

interface Inks {
  readonly ink: string
  readonly stock: string
}

const WIDTH = 1080
const MARGIN = 72
const QR_SIZE = 620
const NOTCH = 26
/** Where the line under the brand lies; the promise hangs from it. */
const RULE = 146
const UNTIL_GAP = 82

/** The ticket as one PNG: brand, promise and end on its stock, QR and code on a white stub. Null where it cannot be drawn. */
export async function drawTicket(texts: Texts): Promise<Blob | null> {
  const symbol = document.querySelector<SVGSVGElement>('.ticket .qr')
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  const modules = symbol?.querySelector('path:last-of-type')?.getAttribute('d')
  if (symbol === null || context === null || !modules) return null
  const fonts = fontsOfPage()
  const title = fitTitle(context, texts.title ?? '', fonts.serif, WIDTH - 2 * MARGIN)
  const seam = lastBaseline(title) + UNTIL_GAP + 58
  canvas.width = WIDTH
  canvas.height = Math.round(seam + QR_SIZE + 230)
  const inks = lightInks()
  paper(context, seam, inks)
  promise(context, title, texts, fonts, inks)
  stub(context, seam, { modules, size: symbol.viewBox.baseVal.width, code: texts.code ?? '' }, fonts)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}

function firstBaseline({ size }: Title): number {
  return RULE + 30 + size
}

function lastBaseline(title: Title): number {
  return firstBaseline(title) + (title.lines.length - 1) * title.size * LEADING
}

function paper(context: CanvasRenderingContext2D, seam: number, { stock, ink }: Inks): void {
  const { height } = context.canvas
  context.fillStyle = '#fff'
  context.fillRect(0, 0, WIDTH, height)
  context.fillStyle = '#dfe7f5'
  context.fillStyle = stock
  context.fillRect(0, 0, WIDTH, seam)
  context.fillStyle = '#fff'
  for (const x of [0, WIDTH]) disc(context, x, seam, NOTCH)
  context.fillStyle = ink
  context.globalAlpha = 0.45
  for (let x = NOTCH + 20; x < WIDTH - NOTCH; x += 18) disc(context, x, seam, 3)
  context.globalAlpha = 1
}

function disc(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.fill()
}

function promise(
  context: CanvasRenderingContext2D,
  title: Title,
  texts: Texts,
  fonts: Fonts,
  { ink }: Inks,
): void {
  context.fillStyle = '#163b80'
  context.fillStyle = ink
  context.textBaseline = 'alphabetic'
  context.font = `600 44px ${fonts.serif}`
  context.fillText(texts.brand ?? '', MARGIN, 112, WIDTH - 2 * MARGIN)
  context.fillRect(MARGIN, RULE, WIDTH - 2 * MARGIN, 2)
  context.font = `600 ${title.size}px ${fonts.serif}`
  title.lines.forEach((line, index) => {
    context.fillText(line, MARGIN, firstBaseline(title) + index * title.size * LEADING)
  })
  context.font = `600 38px ${fonts.sans}`
  context.fillText(texts.until ?? '', MARGIN, lastBaseline(title) + UNTIL_GAP, WIDTH - 2 * MARGIN)
}

function stub(
  context: CanvasRenderingContext2D,
  seam: number,
  { modules, size, code }: { modules: string; size: number; code: string },
  fonts: Fonts,
): void {
  // Whole pixels a module: a scanner needs square ones.
  const scale = Math.floor(QR_SIZE / size)
  const side = scale * size
  context.save()
  context.translate(Math.round((WIDTH - side) / 2), Math.round(seam + 50))
  context.scale(scale, scale)
  context.fillStyle = '#000'
  context.fill(new Path2D(modules))
  context.restore()
  context.fillStyle = '#16181d'
  context.textAlign = 'center'
  context.font = `600 64px ${fonts.mono}`
  context.fillText(code, WIDTH / 2, seam + 50 + side + 66, WIDTH - 2 * MARGIN)
  context.textAlign = 'start'
}

/** The brand's ink and stock by daylight, also for those who look at a dark page: the picture is for somebody else. */
function lightInks(): Inks {
  const root = document.documentElement
  const { theme } = root.dataset
  root.dataset.theme = 'light'
  const body = document.querySelector('.ticket__body')
  const style = body === null ? null : getComputedStyle(body)
  const inks = { ink: style?.color ?? '#163b80', stock: style?.backgroundColor ?? '#dfe7f5' }
  if (theme === undefined) delete root.dataset.theme
  else root.dataset.theme = theme
  return inks
}

interface Fonts {
  readonly serif: string
  readonly sans: string
  readonly mono: string
}

function fontsOfPage(): Fonts {
  const style = getComputedStyle(document.documentElement)
  const font = (name: string) => style.getPropertyValue(name).trim() || 'sans-serif'
  return { serif: font('--serif'), sans: font('--sans'), mono: font('--mono') }
}

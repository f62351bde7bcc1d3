import { CLOSEST, closer, middlePart, moved, type Part, placeOf } from './part.ts'

/** Where the part of a picture that shows is chosen; the same by finger, mouse and keys. */
export interface Crop {
  /** Shows that part of the picture, to be moved; `done` gets what was chosen, null where all stays as it was. */
  open(picture: ImageBitmap, part: Part, done: (part: Part | null) => void): void
  /** Puts it away, as another picture came. */
  close(): void
}

interface Parts {
  readonly box: HTMLElement
  readonly view: HTMLElement
  readonly canvas: HTMLCanvasElement
  readonly zoom: HTMLInputElement
  readonly at: HTMLElement
}

interface Work {
  readonly picture: ImageBitmap
  readonly done: (part: Part | null) => void
  part: Part
}

/** Pixels the frame is drawn with: enough for a phone's screen. */
const VIEW_WIDTH = 960
/** One key press, as a share of what shows. */
const STEP = 0.04
const ZOOM_STEP = 10

/** The editor in that section, closed; null where the page has none. */
export function cropIn(section: HTMLElement): Crop | null {
  const box = section.querySelector<HTMLElement>('[data-part=crop]')
  const view = box?.querySelector<HTMLElement>('[data-part=view]')
  const canvas = view?.querySelector('canvas')
  const zoom = box?.querySelector<HTMLInputElement>('input[type=range]')
  const at = box?.querySelector<HTMLElement>('[data-part=at]')
  if (!box || !view || !canvas || !zoom || !at) return null
  const parts = { box, view, canvas, zoom, at }
  let work: Work | null = null
  const change = (to: (now: Work) => Part) => {
    if (work === null) return
    work.part = to(work)
    draw(parts, work)
  }
  const close = () => {
    work = null
    box.hidden = true
  }
  const end = (taken: boolean) => {
    const ended = work
    close()
    ended?.done(taken ? ended.part : null)
  }
  followKeys(parts, change, end)
  followPointer(view, change)
  followZoom(zoom, change)
  box.querySelector('[data-act=apply]')?.addEventListener('click', () => end(true))
  box.querySelector('[data-act=cancel]')?.addEventListener('click', () => end(false))
  const open: Crop['open'] = (picture, part, done) => {
    work = { picture, part, done }
    box.hidden = false
    canvas.width = VIEW_WIDTH
    canvas.height = Math.round((VIEW_WIDTH * part.height) / part.width)
    draw(parts, work)
    view.focus()
  }
  return { open, close }
}

type Change = (to: (now: Work) => Part) => void

function draw({ canvas, zoom, at }: Parts, { picture, part }: Work): void {
  const pen = canvas.getContext('2d')
  pen?.clearRect(0, 0, canvas.width, canvas.height)
  pen?.drawImage(picture, part.x, part.y, part.width, part.height, 0, 0, canvas.width, canvas.height)
  zoom.value = String(Math.round(closenessOf(part, picture) * 100))
  const { left, top } = placeOf(part, picture)
  const percent = new Intl.NumberFormat(document.documentElement.lang, { style: 'percent' })
  const words = at.dataset.words ?? ''
  at.textContent = words
    .replace('{left}', percent.format(left / 100))
    .replace('{top}', percent.format(top / 100))
}

function closenessOf(part: Part, picture: ImageBitmap): number {
  return middlePart(picture, part.width / part.height).width / part.width
}

function followKeys({ box, view, zoom }: Parts, change: Change, end: (taken: boolean) => void): void {
  // Enter in the form's other fields sends it; in here it takes the part.
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) {
      event.preventDefault()
      end(true)
    }
    if (event.key === 'Escape') end(false)
  })
  view.addEventListener('keydown', (event) => {
    const [right, down] = ARROWS[event.key] ?? [0, 0]
    const zoomed = event.key === '+' || event.key === '=' ? ZOOM_STEP : event.key === '-' ? -ZOOM_STEP : 0
    if (right === 0 && down === 0 && zoomed === 0) return
    event.preventDefault()
    change(({ part, picture }) =>
      zoomed === 0
        ? moved(part, picture, right * STEP * part.width, down * STEP * part.width)
        : closer(part, picture, (Number(zoom.value) + zoomed) / 100),
    )
  })
}

const ARROWS: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** The picture follows the finger, so the part moves the other way. */
function followPointer(view: HTMLElement, change: Change): void {
  let last = { x: 0, y: 0 }
  view.addEventListener('pointerdown', ({ pointerId, clientX: x, clientY: y }) => {
    view.setPointerCapture(pointerId)
    last = { x, y }
  })
  view.addEventListener('pointermove', ({ pointerId, clientX: x, clientY: y }) => {
    if (!view.hasPointerCapture(pointerId)) return
    const { x: fromX, y: fromY } = last
    last = { x, y }
    change(({ part, picture }) => {
      const pixels = part.width / view.clientWidth
      return moved(part, picture, (fromX - x) * pixels, (fromY - y) * pixels)
    })
  })
}

function followZoom(zoom: HTMLInputElement, change: Change): void {
  zoom.max = String(CLOSEST * 100)
  zoom.addEventListener('input', (event) => {
    // It is no field of the form's.
    event.stopPropagation()
    change(({ part, picture }) => closer(part, picture, Number(zoom.value) / 100))
  })
  zoom.addEventListener('change', (event) => event.stopPropagation())
}

import type { CodeReading } from '../../src/code.ts'
import { Asking } from './counter/asking.ts'
import { startDecoder } from './counter/decoder-worker.ts'
import { Eye } from './counter/eye.ts'
import { sayVerdict, unlockSounds } from './counter/feedback.ts'
import { keptHabits } from './counter/habits.ts'
import { useKeypad } from './counter/keypad-panel.ts'
import { restWhileAway, useLens } from './counter/lens-acts.ts'
import { lensPanel } from './counter/lens-panel.ts'
import { part } from './counter/page-part.ts'
import { TypedField } from './counter/typed.ts'
import { keepAgain, keepNothing } from './counter/unchecked.ts'
import { UncheckedList } from './counter/unchecked-list.ts'
import { VerdictRegion } from './counter/verdict-region.ts'
import { VisitList } from './counter/visit-list.ts'
import { listenForScanner } from './counter/wedge.ts'

// A hand scanner that sends a code twice does so at once.
const SAME_SCAN_MS = 750

const scanner = document.getElementById('scanner')
// Whoever still chooses a shop scans nothing.
if (scanner !== null) runCounter(scanner)

/** Connects camera, hand scanner and typed codes to the one form they all pass through, and its answers to the page. */
function runCounter(scanner: HTMLElement): void {
  const main = part('#main', HTMLElement)
  const lens = part('#lens', HTMLElement)
  const form = part('#code-form', HTMLFormElement)
  const typed = new TypedField(form, part('#code', HTMLInputElement), part('#code-error', HTMLElement))
  const region = new VerdictRegion(part('#verdict', HTMLElement), scanner, main.dataset.title ?? '')
  const unchecked = uncheckedBelow()
  const asking = new Asking(region, form, main.dataset.viewer ?? '', unchecked)
  const decoder = startDecoder(lens.dataset.decoder ?? '', lens.dataset.wasm ?? '')
  const eye = new Eye(lensPanel(lens, part('#lens video', HTMLVideoElement)), decoder, (code) => {
    if (asking.isOpen) return
    eye.close()
    typed.submit(code)
  })

  for (const hint of scanner.querySelectorAll('[data-scripted]')) hint.removeAttribute('hidden')
  unlockSounds()
  listenForScanner(keptHabits(localStorage), scannedBy(typed, asking, eye, region))
  useLens(lens, eye, typed)
  const visit = visitBelow(region.element, main.dataset.viewer ?? '', eye)
  useVerdicts(region, asking, (word) => {
    asking.abandon()
    region.clear()
    typed.clear()
    typed.want(word)
    visit?.refresh()
    void unchecked?.check()
    eye.open()
  })
  useKeypad(region.element)
  // What was kept and is answered by the page itself waits no more.
  if (region.isFilled) unchecked?.drop(new URLSearchParams(location.search).get('code') ?? '')
  restWhileAway(eye)
  showConnection(scanner)
  // htmx takes hold of the forms in a turn of its own, queued before this one; without it nothing could be answered here.
  setTimeout(() => {
    if ('htmx' in window) asking.resume()
    void unchecked?.check()
  })
}

/** The codes that wait to be checked; null at a kiosk, where nobody's are kept for whoever comes next. */
function uncheckedBelow(): UncheckedList | null {
  const section = document.getElementById('unchecked')
  if (section === null) {
    keepNothing(localStorage)
    return null
  }
  keepAgain(localStorage)
  return new UncheckedList(section)
}

/** The list of this visit, where the page has one: every verdict goes into it, and what is undone from it is an answer too. */
function visitBelow(region: HTMLElement, viewer: string, eye: Eye): VisitList | null {
  const section = document.getElementById('visit')
  if (section === null) return null
  const visit = new VisitList(section, viewer)
  document.addEventListener('htmx:after:swap', () => visit.note(region))
  // Without a request of its own where the page came with it.
  visit.note(region)
  section.addEventListener('submit', () => eye.close())
  return visit
}

/** What a hand scanner does: one request for a code, and an honest sound for anything else. */
function scannedBy(
  typed: TypedField,
  asking: Asking,
  eye: Eye,
  region: VerdictRegion,
): (reading: CodeReading) => void {
  let last = { code: '', at: Number.NEGATIVE_INFINITY }
  return (reading) => {
    if (reading.kind === 'malformed') {
      sayVerdict('unknown')
      return typed.refuse()
    }
    const at = performance.now()
    const again = reading.code === last.code && at - last.at < SAME_SCAN_MS
    last = { code: reading.code, at }
    if (again) return
    if (asking.isOpen) return sayVerdict('unknown')
    eye.close()
    // Behind an answer that wants a card, the card is for its word; behind any other, for nothing.
    const wanted = region.claimWord
    if (wanted !== null) typed.want(wanted)
    typed.submit(reading.code)
  }
}

function useVerdicts(region: VerdictRegion, asking: Asking, next: (word: string) => void): void {
  region.element.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return
    if (event.target.closest('[data-act=ask]') !== null) asking.askNow()
    const link = event.target.closest<HTMLAnchorElement>('a[data-next]')
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    history.replaceState(null, '', link.href)
    next(new URL(link.href).searchParams.get('word') ?? '')
  })
  // The line under a finished redemption has run out.
  region.element.addEventListener('animationend', ({ animationName }) => {
    if (animationName === 'run-out') next('')
  })
}

function showConnection(scanner: HTMLElement): void {
  const line = scanner.querySelector<HTMLElement>('[data-online]')
  const said = line?.querySelector('[role=status]')
  if (line === null || said === null || said === undefined) return
  const show = () => {
    line.toggleAttribute('data-broken', !navigator.onLine)
    said.textContent = (navigator.onLine ? line.dataset.online : line.dataset.offline) ?? ''
  }
  window.addEventListener('online', show)
  window.addEventListener('offline', show)
  show()
}

import { startDecoder } from './counter/decoder-worker.ts'
import { Eye } from './counter/eye.ts'
import { keptHabits } from './counter/habits.ts'
import { restWhileAway, useLens } from './counter/lens-acts.ts'
import { lensPanel } from './counter/lens-panel.ts'
import { TypedField } from './counter/typed.ts'
import { keepsNothing } from './counter/unchecked.ts'
import { UncheckedList } from './counter/unchecked-list.ts'
import { listenForScanner } from './counter/wedge.ts'

const ASK_MS = 3000

// The counter while it cannot be reached: what is read is kept, and nothing is said of it.
const [lens, video, form, field, error, section, kept] = [
  document.querySelector<HTMLElement>('#lens'),
  document.querySelector<HTMLVideoElement>('#lens video'),
  document.querySelector<HTMLFormElement>('#code-form'),
  document.querySelector<HTMLInputElement>('#code'),
  document.querySelector<HTMLElement>('#code-error'),
  document.querySelector<HTMLElement>('#unchecked'),
  document.querySelector<HTMLElement>('#kept'),
]
if (lens && video && form && field && error && section && kept) {
  const typed = new TypedField(form, field, error)
  const list = new UncheckedList(section)
  const keep = (code: string) => {
    const { kept: done, full, kiosk } = kept.dataset
    const why = keepsNothing(localStorage) ? kiosk : full
    kept.textContent = (list.keep(code) ? done : why) ?? ''
    typed.clear()
  }
  const decoder = startDecoder(lens.dataset.decoder ?? '', lens.dataset.wasm ?? '')
  const eye = new Eye(lensPanel(lens, video), decoder, keep)
  useLens(lens, eye, typed)
  restWhileAway(eye)
  listenForScanner(keptHabits(localStorage), (reading) =>
    reading.kind === 'malformed' ? typed.refuse() : keep(reading.code),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    keep(field.value)
  })
  // A code in the address was to be answered with the page.
  const asked = new URLSearchParams(location.search).get('code') ?? ''
  if (asked !== '') {
    typed.submit(asked)
    history.replaceState(null, '', location.pathname)
  }
  // Nobody is taken out of the middle of a code.
  setInterval(() => field.value === '' && void comeBack(), ASK_MS)
}

/** Asks whether we can be reached: a browser that thinks it has a connection may not have one to us. */
async function comeBack(): Promise<void> {
  const reached = navigator.onLine && (await fetch('/healthz').catch(() => null))
  if (reached) location.reload()
}

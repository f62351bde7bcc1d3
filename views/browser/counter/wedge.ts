import type { CodeReading } from '../../../src/code.ts'
import { type Burst, fallSilent, follow, IDLE, PAUSE_MS, type Run, SILENCE_MS, type Stroke } from './burst.ts'
import type { Habits } from './habits.ts'
import { KeptKeys } from './kept-keys.ts'

/**
 * Listens for a hand scanner whatever has the focus, before the page sees its keys. What the scanner typed into a
 * field is taken out again, and its Enter never presses a button. People typing are left alone.
 */
export function listenForScanner(habits: Habits, onScan: (reading: CodeReading) => void): void {
  let run: Run = IDLE
  // What the focused field held before each stroke of the run.
  let before: (FieldState | null)[] = []
  let timers: number[] = []
  const kept = new KeptKeys()

  const finish = (burst: Burst | null) => {
    if (burst === null) return
    before.at(-burst.strokes)?.restore()
    onScan(burst.reading)
  }

  const listen = (event: KeyboardEvent) => {
    const { run: after, burst, passes } = follow(run, strokeOf(event), habits)
    finish(burst)
    const field = fieldState()
    const typed = field?.takesText === true
    if (after !== run) before = [...before.slice(before.length + 1 - after.strokes.length), field]
    run = after
    if (passes === 'nowhere' || (passes === 'into fields' && !typed)) kept.keep(event)
    for (const timer of timers) clearTimeout(timer)
    timers = [SILENCE_MS, PAUSE_MS].map((ms) => window.setTimeout(quiet, ms, event.timeStamp + ms))
  }

  const quiet = (now: number) => {
    const step = fallSilent(run, now, habits)
    run = step.run
    finish(step.burst)
  }

  window.addEventListener('keydown', listen, { capture: true })
}

interface FieldState {
  /** Whether keys write into it; a choice jumps to what begins with them. */
  readonly takesText: boolean
  restore(): void
}

/** What the focused field holds before a scan types into it; null outside of fields. */
function fieldState(): FieldState | null {
  const field = document.activeElement
  if (field instanceof HTMLSelectElement) {
    const { value } = field
    const restore = () => put(field, value)
    return { takesText: false, restore }
  }
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return null
  if (PRESSED.includes(field.type)) return null
  const { value } = field
  const selection = WITH_SELECTION.includes(field.type) ? [field.selectionStart, field.selectionEnd] : null
  return {
    takesText: true,
    restore() {
      field.value = value
      if (selection !== null) field.setSelectionRange(selection[0] ?? null, selection[1] ?? null)
      field.dispatchEvent(new Event('input', { bubbles: true }))
    },
  }
}

/** Inputs no key writes into. */
const PRESSED = ['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit']
const WITH_SELECTION = ['text', 'search', 'tel', 'url', 'password', 'textarea']

function put(field: HTMLSelectElement, value: string): void {
  if (field.value === value) return
  field.value = value
  field.dispatchEvent(new Event('change', { bubbles: true }))
}

/** The key as bursts are read from. */
export function strokeOf(event: KeyboardEvent): Stroke {
  return {
    key: event.key,
    code: event.code,
    shift: event.shiftKey,
    ctrl: event.ctrlKey,
    modified: event.altKey || event.metaKey,
    held: event.repeat,
    composing: event.isComposing || event.key === 'Process',
    at: event.timeStamp,
  }
}

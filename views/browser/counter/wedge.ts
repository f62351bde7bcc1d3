import type { CodeReading } from '../../../src/code.ts'
import { type Burst, fallSilent, follow, IDLE, PAUSE_MS, type Run, SILENCE_MS, type Stroke } from './burst.ts'

/**
 * Listens for a hand scanner whatever has the focus, before the page sees its keys. What the scanner typed into a
 * field is taken out again, and its Enter never presses a button. People typing are left alone.
 */
export function listenForScanner(onScan: (reading: CodeReading) => void): void {
  let run: Run = IDLE
  // What the focused field held before each stroke of the run.
  let before: (FieldState | null)[] = []
  let timers: number[] = []

  const finish = (burst: Burst | null) => {
    if (burst === null) return
    before.at(-burst.strokes)?.restore()
    onScan(burst.reading)
  }

  const listen = (event: KeyboardEvent) => {
    const { run: after, burst, swallow } = follow(run, strokeOf(event))
    finish(burst)
    const field = fieldState()
    if (after !== run) before = [...before.slice(before.length + 1 - after.strokes.length), field]
    run = after
    // Outside a field the keys of a scan mean nothing to the page, and must not start a browser's quick search.
    if (swallow || (run.strokes.length > 1 && field === null && event.key !== ' ')) {
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    for (const timer of timers) clearTimeout(timer)
    timers = [SILENCE_MS, PAUSE_MS].map((ms) => window.setTimeout(quiet, ms, event.timeStamp + ms))
  }

  const quiet = (now: number) => {
    const step = fallSilent(run, now)
    run = step.run
    finish(step.burst)
  }

  window.addEventListener('keydown', listen, { capture: true })
}

interface FieldState {
  restore(): void
}

/** What the focused text field holds before a scan types into it; null outside of fields. */
function fieldState(): FieldState | null {
  const field = document.activeElement
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return null
  if (field instanceof HTMLInputElement && !['text', 'search', 'tel', 'url'].includes(field.type)) return null
  const { value, selectionStart, selectionEnd } = field
  return {
    restore() {
      field.value = value
      field.setSelectionRange(selectionStart, selectionEnd)
      field.dispatchEvent(new Event('input', { bubbles: true }))
    },
  }
}

function strokeOf(event: KeyboardEvent): Stroke {
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

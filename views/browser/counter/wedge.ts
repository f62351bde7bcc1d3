import { type Burst, fallSilent, follow, IDLE, type Run, SILENCE_MS, type Stroke } from './burst.ts'

/**
 * Listens for a hand scanner whatever has the focus, before the page sees its keys. What the scanner typed into a
 * field is taken out again, and its Enter never presses a button. People typing are left alone.
 */
export function listenForScanner(onBurst: (burst: Burst) => void): void {
  let run: Run = IDLE
  let touched: FieldState | null = null
  let timer = 0

  const finish = (burst: Burst | null) => {
    if (burst === null) return
    touched?.restore()
    onBurst(burst)
  }

  const listen = (event: KeyboardEvent) => {
    const step = follow(run, strokeOf(event))
    const started = step.run.strokes.length === 1 && step.run !== run
    run = step.run
    finish(step.burst)
    if (started) touched = fieldState()
    // Outside a field the keys of a scan mean nothing to the page, and must not start a browser's quick search.
    if (step.swallow || (run.strokes.length > 1 && touched === null && event.key !== ' ')) {
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    clearTimeout(timer)
    if (run.strokes.length > 0) timer = window.setTimeout(quiet, SILENCE_MS, event.timeStamp + SILENCE_MS)
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

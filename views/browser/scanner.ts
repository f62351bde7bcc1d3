import { isSuffix, type Stroke } from './counter/burst.ts'
import { sayVerdict, unlockSounds } from './counter/feedback.ts'
import { forgetHabits, keepHabits, keptHabits } from './counter/habits.ts'
import { KeptKeys } from './counter/kept-keys.ts'
import { LESSON_OVER_MS, type Lesson, learn } from './counter/learning.ts'
import { strokeOf } from './counter/wedge.ts'

// People press Tab and Enter too, though not that soon after another key.
const QUICK_MS = 100

const lesson = document.getElementById('lesson')
if (lesson !== null) teach(lesson)

/** Listens for scans, learns from each, and shows what was learned. */
function teach(lesson: HTMLElement): void {
  lesson.hidden = false
  show(lesson, keptHabits(localStorage).spelling === null ? 'waiting' : 'known')
  unlockSounds()
  listen((strokes) => tell(lesson, learn(strokes)))
  lesson.querySelector('[data-act=forget]')?.addEventListener('click', () => {
    forgetHabits(localStorage)
    show(lesson, 'waiting')
  })
}

function listen(onScan: (strokes: readonly Stroke[]) => void): void {
  const kept = new KeptKeys()
  let strokes: Stroke[] = []
  let timer = 0
  const hear = (event: KeyboardEvent) => {
    const stroke = strokeOf(event)
    if (stroke.held || stroke.composing) return
    const silence = stroke.at - (strokes.at(-1)?.at ?? Number.NEGATIVE_INFINITY)
    const quick = silence <= QUICK_MS && !stroke.modified
    if (quick && (stroke.key.length === 1 || isSuffix(stroke))) kept.keep(event)
    strokes = silence <= LESSON_OVER_MS ? [...strokes, stroke] : [stroke]
    clearTimeout(timer)
    timer = window.setTimeout(() => onScan(strokes), LESSON_OVER_MS)
  }
  window.addEventListener('keydown', hear, { capture: true })
}

function tell(lesson: HTMLElement, learned: Lesson): void {
  switch (learned.kind) {
    case 'nothing':
      break
    case 'other':
    case 'slow':
      sayVerdict('unknown')
      show(lesson, learned.kind)
      break
    case 'learned': {
      const { habits, ending, twice, pace } = learned
      const kept = keepHabits(habits, localStorage)
      const around = [habits.before, habits.after].filter((text) => text !== '')
      const holds = new Set([habits.spelling, ending, 'pace', kept ? 'kept' : 'unkept'])
      if (twice) holds.add('twice')
      if (around.length > 0) holds.add('around')
      for (const part of lesson.querySelectorAll<HTMLElement>('[data-is]')) {
        part.hidden = !holds.has(part.dataset.is ?? '')
      }
      fill(lesson, 'pace', String(pace))
      fill(lesson, 'around', around.join(' … '))
      sayVerdict('valid')
      show(lesson, 'learned')
    }
  }
}

function fill(lesson: HTMLElement, is: string, text: string): void {
  const place = lesson.querySelector<HTMLElement>(`[data-is=${is}] [data-template]`)
  if (place !== null) place.textContent = (place.dataset.template ?? '').replace('****', text)
}

type Shown = 'waiting' | 'known' | 'other' | 'slow' | 'learned'

function show(lesson: HTMLElement, state: Shown): void {
  for (const part of lesson.querySelectorAll<HTMLElement>('[data-when]')) {
    part.hidden = !(part.dataset.when ?? '').split(' ').includes(state)
  }
  // Below the symbols on a small screen.
  if (state !== 'waiting' && state !== 'known') lesson.scrollIntoView({ block: 'nearest' })
}

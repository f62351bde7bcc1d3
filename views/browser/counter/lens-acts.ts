import type { Eye } from './eye.ts'
import { part } from './page-part.ts'
import type { TypedField } from './typed.ts'

/** Connects the buttons on the camera's half of the page, and a tap on its picture, to the eye. */
export function useLens(lens: HTMLElement, eye: Eye, typed: TypedField): void {
  const photo = part('[data-photo]', HTMLInputElement)
  const acts: Readonly<Record<string, (button: HTMLElement) => unknown>> = {
    // Whoever cannot use the camera wants to type.
    start: async () => (await eye.start()) || typed.focus(),
    'keep-looking': () => eye.keepLooking(),
    lens: (button) => unfold(button, !isUnfolded(button)),
    choose: ({ dataset }) => eye.chooseLens(dataset.lens ?? ''),
    light: () => eye.turnLight(),
    zoom: () => eye.turnZoom(),
    photo: () => photo.click(),
  }
  const lenses = part('[data-act=lens]', HTMLElement)
  const choice = part('[data-lenses]', HTMLElement)
  const isUnfolded = (button: HTMLElement) => button.getAttribute('aria-expanded') === 'true'
  const unfold = (button: HTMLElement, open: boolean) => {
    button.setAttribute('aria-expanded', String(open))
    choice.hidden = !open
    if (open) choice.querySelector<HTMLElement>('[aria-pressed=true]')?.focus()
  }
  lens.addEventListener('click', ({ target, clientX, clientY }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-act]') : null
    if (button !== null) return void acts[button.dataset.act ?? '']?.(button)
    const { left, top } = lens.getBoundingClientRect()
    void eye.focusAt({ x: clientX - left, y: clientY - top })
  })
  lens.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !isUnfolded(lenses)) return
    unfold(lenses, false)
    lenses.focus()
  })
  photo.addEventListener('change', () => {
    const [file] = photo.files ?? []
    if (file !== undefined) void eye.readPhoto(file)
    // The same photo may be chosen again.
    photo.value = ''
  })
}

/** The camera rests while nobody looks at the page. */
export function restWhileAway(eye: Eye): void {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void eye.wake()
  })
  window.addEventListener('pagehide', () => eye.rest())
  document.addEventListener('htmx:before:history:restore', () => eye.rest())
}

import type { LensState } from '../../counter/lens-state.ts'
import type { Device } from './camera.ts'
import { lensNames } from './lens-names.ts'

/** What a camera may be able to do beside looking. */
export type Tool = 'light' | 'zoom' | 'lens'

/** The camera's half of the page. */
export interface LensPanel {
  readonly video: HTMLVideoElement
  readonly state: LensState
  /** Shows the parts that belong to a state: they name it in `data-when`. */
  show(state: LensState): void
  /** Offers a tool of the camera, or takes it away. */
  tool(name: Tool, offered: boolean): void
  /** Says whether a tool is in use. */
  press(name: Tool, pressed: boolean): void
  /** Lists the lenses to choose from, where there are several. */
  list(lenses: readonly Device[], current: string | null): void
}

/** The panel of that lens, off. */
export function lensPanel(lens: HTMLElement, video: HTMLVideoElement): LensPanel {
  let current: LensState | null = null
  const button = (name: Tool) => lens.querySelector(`[data-act=${name}]`)
  const choice = lens.querySelector<HTMLElement>('[data-lenses]')

  const show = (state: LensState) => {
    if (current === state) return
    current = state
    lens.dataset.state = state
    for (const part of lens.querySelectorAll<HTMLElement | SVGElement>('[data-when]')) {
      part.toggleAttribute('hidden', !(part.dataset.when ?? '').split(' ').includes(state))
    }
  }
  const press = (name: Tool, pressed: boolean) =>
    button(name)?.setAttribute(name === 'lens' ? 'aria-expanded' : 'aria-pressed', String(pressed))
  const tool = (name: Tool, offered: boolean) => {
    button(name)?.toggleAttribute('hidden', !offered)
    press(name, false)
    if (name === 'lens') choice?.toggleAttribute('hidden', true)
  }
  const list = (lenses: readonly Device[], own: string | null) => {
    const { back = '', front = '', plain = '' } = choice?.dataset ?? {}
    const names = lensNames(
      lenses.map(({ label }) => label),
      { back, front, plain },
    )
    choice?.replaceChildren(
      ...lenses.map(({ id }, index) => {
        const one = Object.assign(document.createElement('button'), {
          type: 'button',
          textContent: names[index],
        })
        Object.assign(one.dataset, { act: 'choose', lens: id })
        one.setAttribute('aria-pressed', String(id === own))
        return one
      }),
    )
    tool('lens', lenses.length > 1)
  }
  show('off')
  return {
    video,
    get state() {
      return current ?? 'off'
    },
    show,
    tool,
    press,
    list,
  }
}

import type { LensState } from '../../counter/lens-state.ts'

/** The camera's half of the page. */
export interface LensPanel {
  readonly video: HTMLVideoElement
  readonly state: LensState
  /** Shows the parts that belong to a state: they name it in `data-when`. */
  show(state: LensState): void
  /** Offers a tool of the camera, or takes it away. */
  tool(name: 'light' | 'lens', offered: boolean): void
}

/** The panel of that lens, off. */
export function lensPanel(lens: HTMLElement, video: HTMLVideoElement): LensPanel {
  let current: LensState | null = null
  const show = (state: LensState) => {
    if (current === state) return
    current = state
    lens.dataset.state = state
    for (const part of lens.querySelectorAll<HTMLElement | SVGElement>('[data-when]')) {
      part.toggleAttribute('hidden', !(part.dataset.when ?? '').split(' ').includes(state))
    }
  }
  const tool = (name: 'light' | 'lens', offered: boolean) => {
    const button = lens.querySelector(`[data-act=${name}]`)
    button?.toggleAttribute('hidden', !offered)
    if (name === 'light') button?.setAttribute('aria-pressed', 'false')
  }
  show('off')
  return {
    video,
    get state() {
      return current ?? 'off'
    },
    show,
    tool,
  }
}

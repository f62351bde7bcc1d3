/** Keys whose going down the page does not hear of; it must not hear them come up: Space presses a button by that. */
export class KeptKeys {
  readonly #down = new Set<string>()

  constructor() {
    const lift = (event: KeyboardEvent) => {
      if (this.#down.delete(event.code)) stop(event)
    }
    window.addEventListener('keyup', lift, { capture: true })
  }

  /** Keeps a key that goes down from the page. */
  keep(event: KeyboardEvent): void {
    this.#down.add(event.code)
    stop(event)
  }
}

function stop(event: KeyboardEvent): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}

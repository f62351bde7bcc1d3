import type { VerdictKind } from '../../counter/verdict-view.ts'
import { sayVerdict } from './feedback.ts'

// The second of two quick taps was meant for the page before: a fresh verdict takes none, so that nobody redeems by it.
const FRESH_MS = 350

/** The region every answer fills, in place of the scanner. */
export class VerdictRegion {
  readonly #region: HTMLElement
  readonly #scanner: HTMLElement
  readonly #title: string
  #settling = 0

  /** `title` is the document's while scanning. */
  constructor(region: HTMLElement, scanner: HTMLElement, title: string) {
    this.#region = region
    this.#scanner = scanner
    this.#title = title
    region.addEventListener('click', (event) => this.#fill(event))
    // Whoever touches an answer is at it: the line to the next scan stops, wherever the finger was.
    region.addEventListener('pointerdown', () => region.toggleAttribute('data-touched', true))
    // A fold at the bottom of a small screen would open out of sight.
    region.addEventListener('toggle', ({ target }) => reveal(target), { capture: true })
    if (this.isFilled) this.announce()
  }

  get element(): HTMLElement {
    return this.#region
  }

  /** What the shown verdict promises, '' where it names nothing. A card promises nothing by itself. */
  get promise(): string {
    return this.#region.querySelector('.verdict:not(.card-answer) .promise')?.textContent ?? ''
  }

  /** The claim word a shown answer wants a card for, '' where it wants none; null while nothing is shown. */
  get claimWord(): string | null {
    if (!this.isFilled) return null
    return this.#region.querySelector<HTMLElement>('[data-claim-word]')?.dataset.claimWord ?? ''
  }

  /** An answer has come: it takes the scanner's place and the focus, and is said to eyes and ears. */
  announce(): void {
    this.#scanner.hidden = true
    this.#settle()
    for (const button of this.#region.querySelectorAll('[data-fill]')) button.removeAttribute('hidden')
    const heading = this.#region.querySelector('h1')
    heading?.focus({ preventScroll: true })
    scrollTo(0, 0)
    const [, brand = ''] = this.#title.split(' · ')
    document.title = `${heading?.textContent ?? ''} · ${brand}`
    const kind = this.#region.querySelector<HTMLElement>('[data-verdict]')?.dataset.verdict
    if (isKind(kind)) sayVerdict(kind)
  }

  /** Shows one of the page's own templates as the answer. */
  showTemplate(id: string, promise: string): void {
    const template = document.getElementById(id)
    if (!(template instanceof HTMLTemplateElement)) return
    this.#region.replaceChildren(template.content.cloneNode(true))
    const promised = this.#region.querySelector('[data-promise]')
    if (promised !== null) promised.textContent = promise
    this.announce()
  }

  /** Back to the scanner. */
  clear(): void {
    this.#region.replaceChildren()
    this.#scanner.hidden = false
    this.#scanner.querySelector('h1')?.focus({ preventScroll: true })
    document.title = this.#title
  }

  /** Whether an answer is shown. */
  get isFilled(): boolean {
    return this.#region.childElementCount > 0
  }

  #settle(): void {
    clearTimeout(this.#settling)
    this.#region.removeAttribute('data-touched')
    this.#region.toggleAttribute('data-fresh', true)
    this.#settling = window.setTimeout(() => this.#region.removeAttribute('data-fresh'), FRESH_MS)
  }

  #fill(event: Event): void {
    const button =
      event.target instanceof Element ? event.target.closest<HTMLButtonElement>('button[data-fill]') : null
    const field = document.getElementById(button?.dataset.fill ?? '')
    if (button !== null && field instanceof HTMLInputElement) field.value = button.value
  }
}

function reveal(fold: EventTarget | null): void {
  if (fold instanceof HTMLDetailsElement && fold.open) fold.scrollIntoView({ block: 'nearest' })
}

function isKind(text: string | undefined): text is VerdictKind {
  return text === 'valid' || text === 'done' || text === 'used' || text === 'refused' || text === 'unknown'
}

import { grouped, slipIn } from './grouping.ts'

/** The field for codes that people type: groups as they type, and a hint before anybody is asked. */
export class TypedField {
  readonly #form: HTMLFormElement
  readonly #field: HTMLInputElement
  readonly #error: HTMLElement

  constructor(form: HTMLFormElement, field: HTMLInputElement, error: HTMLElement) {
    this.#form = form
    this.#field = field
    this.#error = error
    field.addEventListener('input', (event) => this.#tidy(event))
    // Before htmx hears of it: a code that cannot be right is not worth a request.
    form.addEventListener('submit', (event) => this.#check(event), { capture: true })
  }

  /** Whose card is wanted: that of whoever said this claim word; '' wants any code. */
  want(word: string): void {
    const field = this.#form.elements.namedItem('word')
    if (field instanceof HTMLInputElement) field.value = word
    const line = this.#form.querySelector<HTMLElement>('[data-wanted]')
    line?.toggleAttribute('hidden', word === '')
    const said = line?.querySelector('[data-wanted-word]')
    if (said != null) said.textContent = word
  }

  /** Asks about a code that was read, not typed. */
  submit(code: string): void {
    this.#field.value = grouped({ text: code, caret: 0 }).text
    this.#form.requestSubmit()
  }

  /** Says that what was scanned is none of our codes. */
  refuse(): void {
    this.#say(this.#field.dataset.noCode ?? '')
  }

  clear(): void {
    this.#field.value = ''
    this.#say(null)
  }

  focus(): void {
    this.#field.focus({ preventScroll: true })
  }

  #tidy(event: Event): void {
    // Keyboards that compose words must finish first.
    if (event instanceof InputEvent && event.isComposing) return
    const { value, selectionStart } = this.#field
    const { text, caret } = grouped({ text: value, caret: selectionStart ?? value.length })
    if (text !== value) {
      this.#field.value = text
      if (document.activeElement === this.#field) this.#field.setSelectionRange(caret, caret)
    }
    this.#say(null)
  }

  #check(event: Event): void {
    const slip = slipIn(this.#field.value)
    this.#say(slip === null ? null : this.#words(slip))
    if (slip === null) {
      this.#renewKey()
      return
    }
    event.preventDefault()
    event.stopImmediatePropagation()
    this.focus()
  }

  /** Where a scan redeems at once, each is a command of its own, under a key made before it is sent. */
  #renewKey(): void {
    const key = this.#form.elements.namedItem('idempotency_key')
    if (key instanceof HTMLInputElement) key.value = crypto.randomUUID()
  }

  #words({ group, symbols }: { readonly group: number | null; readonly symbols: string }): string {
    const words = this.#field.dataset
    if (group !== null) return (words[`slip-${group}`] ?? '').replace('****', symbols)
    return (symbols.length === 12 || symbols.length === 16 ? words.slip : words.noCode) ?? ''
  }

  #say(text: string | null): void {
    this.#error.hidden = text === null
    const place = this.#error.querySelector('[data-error]')
    if (place !== null) place.textContent = text ?? ''
    if (text === null) this.#field.removeAttribute('aria-invalid')
    else this.#field.setAttribute('aria-invalid', 'true')
  }
}

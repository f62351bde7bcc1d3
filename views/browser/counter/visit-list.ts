import type { VisitLine } from '../../counter/visit-line.ts'
import { type KeptLine, keepLines, linesKept, withVerdict } from './visit.ts'

/** The verdicts of this visit below the scanner, each a tap from being undone. */
export class VisitList {
  readonly #section: HTMLElement
  readonly #of: string
  #lines: readonly KeptLine[]

  /** `viewer` is who is signed in: nobody takes over another's list. */
  constructor(section: HTMLElement, viewer: string) {
    this.#section = section
    this.#of = `${viewer} ${section.dataset.store ?? ''}`
    this.#lines = linesKept(this.#of, Date.now(), sessionStorage)
    section.querySelector('[data-act=new-visit]')?.addEventListener('click', () => this.#set([]))
    this.#draw()
  }

  /** Takes note of a verdict that is shown in the region. */
  note(region: Element): void {
    const text = region.querySelector<HTMLElement>('[data-visit]')?.dataset.visit
    if (text === undefined) return
    // The server writes it beside the verdict.
    const line = JSON.parse(text) as VisitLine
    this.#set(withVerdict(this.#lines, { ...line, at: Date.now() }))
  }

  /** What may not be undone any more offers it no more. */
  refresh(): void {
    this.#draw()
  }

  #set(lines: readonly KeptLine[]): void {
    this.#lines = lines
    keepLines(this.#of, lines, sessionStorage)
    this.#draw()
  }

  #draw(): void {
    const list = this.#section.querySelector('ol')
    const template = this.#section.querySelector('template')
    if (list === null || template === null) return
    this.#section.hidden = this.#lines.length === 0
    list.replaceChildren(...this.#lines.map((line) => drawn(template, line)))
    // The forms among them are htmx's to send.
    if ('htmx' in window) window.htmx.process(list)
  }
}

function drawn(template: HTMLTemplateElement, line: VisitLine): DocumentFragment {
  const copy = template.content.cloneNode(true) as DocumentFragment
  const item = copy.querySelector('li')
  if (item !== null) item.dataset.told = line.verdict
  copy.querySelector('.history-line')?.toggleAttribute('data-undone', line.word === 'undone')
  const say = (name: string, text: string | null) => {
    const part = copy.querySelector(`[data-part=${name}]`)
    if (text === null || text === '') part?.remove()
    else if (part !== null) part.textContent = text
  }
  say('time', line.time)
  say('word', line.said)
  say('title', line.title)
  say('code', line.codeLast4 === null ? null : `···· ${line.codeLast4}`)
  say('sum', line.sum)
  const undo = copy.querySelector('details')
  const { redemption } = line
  if (line.undo === null || redemption === null || line.undo.until <= Date.now()) undo?.remove()
  else if (undo !== null) fillUndo(undo, redemption, line.undo.said)
  return copy
}

function fillUndo(undo: HTMLElement, redemption: string, said: string): void {
  const label = undo.querySelector('[data-part=undo]')
  if (label !== null) label.textContent = said
  const field = (name: string) => undo.querySelector<HTMLInputElement>(`[name=${name}]`)
  const [which, key] = [field('redemption'), field('idempotency_key')]
  if (which !== null) which.value = redemption
  // Of its own for each drawing: another reason is another command.
  if (key !== null) key.value = crypto.randomUUID()
}

declare global {
  interface Window {
    readonly htmx: { process(element: Element): void }
  }
}

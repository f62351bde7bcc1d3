import { readShown } from '../../../src/card.ts'
import { isVoucherId } from '../../../src/id.ts'
import { grouped } from './grouping.ts'
import {
  dropUnchecked,
  keepUnchecked,
  type SentRedemption,
  type Unchecked,
  uncheckedIn,
} from './unchecked.ts'

/** What a check said of a code: nothing was used by it. */
interface Said {
  readonly word: string
  readonly verdict: string
  /** Where it is told again what was recorded before; null where nothing was. */
  readonly outcome: string | null
}

/** The codes that were read without a connection: kept on the device, and checked one after the other once there is one. */
export class UncheckedList {
  readonly #section: HTMLElement
  readonly #said = new Map<string, Said>()
  #checking = false

  constructor(section: HTMLElement) {
    this.#section = section
    section.addEventListener('click', ({ target }) => {
      const button = target instanceof Element ? target.closest<HTMLElement>('[data-act=drop]') : null
      if (button?.dataset.code !== undefined) this.drop(button.dataset.code)
    })
    window.addEventListener('online', () => void this.check())
    this.#draw()
  }

  /**
   * Keeps a code, in any spelling, that nobody could be asked about, with the redemption of it that was sent if one was;
   * false where there is no room, or it is none.
   */
  keep(text: string, sent: SentRedemption | null = null): boolean {
    const code = codeOf(text)
    if (code === null) return false
    const kept = keepUnchecked({ code, at: Date.now(), sent }, localStorage)
    // What was said of it before may be over.
    this.#said.delete(code)
    this.#draw()
    return kept
  }

  /** The redemption of that code which was sent from here and never answered; null where there is none. */
  sentOf(text: string): SentRedemption | null {
    const code = codeOf(text)
    return uncheckedIn(Date.now(), localStorage).find((kept) => kept.code === code)?.sent ?? null
  }

  /** Its code was answered. What was sent under another key is still to be told. */
  answered(text: string, key: string | null = null): void {
    const code = codeOf(text)
    const one = uncheckedIn(Date.now(), localStorage).find((kept) => kept.code === code)
    if (one !== undefined && (one.sent === null || one.sent.key === key)) this.drop(one.code)
  }

  /** It was opened, or is wanted no more. */
  drop(text: string): void {
    const code = codeOf(text)
    if (code === null) return
    dropUnchecked(code, localStorage)
    this.#said.delete(code)
    this.#draw()
  }

  /** Asks about each that was not asked about yet. An outage ends it: what is left stays, and waits for the next time. */
  async check(): Promise<void> {
    if (this.#checking || !navigator.onLine) return
    this.#checking = true
    for (const { code, sent } of uncheckedIn(Date.now(), localStorage)) {
      if (this.#said.has(code)) continue
      const said = await this.#ask(code, sent)
      if (said === null) break
      this.#said.set(code, said)
      this.#draw()
    }
    this.#checking = false
  }

  async #ask(code: string, sent: SentRedemption | null): Promise<Said | null> {
    const body = new URLSearchParams({ code, store_id: this.#section.dataset.store ?? '' })
    if (sent !== null) {
      body.set('idempotency_key', sent.key)
      body.set('sent_by', sent.by)
    }
    try {
      const answer = await fetch('/scan/validations', { method: 'POST', body })
      // A shut door, too many tries, an outage: none says anything of the code.
      if (answer.redirected || answer.status >= 500 || answer.status === 429) return null
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const verdict = page.querySelector<HTMLElement>('#verdict [data-verdict], [data-verdict]')
      const word = verdict?.querySelector('h1')?.textContent ?? ''
      if (verdict === null || word === '') return null
      return { word, verdict: verdict.dataset.verdict ?? '', outcome: answer.headers.get('content-location') }
    } catch {
      return null
    }
  }

  #draw(): void {
    const list = this.#section.querySelector('ol')
    const template = this.#section.querySelector('template')
    if (list === null || template === null) return
    const waiting = uncheckedIn(Date.now(), localStorage)
    this.#section.hidden = waiting.length === 0
    list.replaceChildren(...waiting.map((one) => this.#line(template, one)))
  }

  #line(template: HTMLTemplateElement, { code, at, sent }: Unchecked): DocumentFragment {
    const copy = template.content.cloneNode(true) as DocumentFragment
    const said = this.#said.get(code)
    const say = (name: string, text: string) => {
      const part = copy.querySelector(`[data-part=${name}]`)
      if (part !== null) part.textContent = text
    }
    say('code', isVoucherId(code) ? (sent?.promise ?? '') : grouped({ text: code, caret: 0 }).text)
    say('time', new Intl.DateTimeFormat(document.documentElement.lang, CLOCK).format(at))
    if (said !== undefined) say('word', said.word)
    const item = copy.querySelector('li')
    if (item !== null && said !== undefined) item.dataset.told = said.verdict
    const open = copy.querySelector('a')
    if (open !== null) open.href = this.#hrefOf(code, said?.outcome ?? null)
    const drop = copy.querySelector<HTMLElement>('[data-act=drop]')
    if (drop !== null) drop.dataset.code = code
    return copy
  }

  #hrefOf(code: string, outcome: string | null): string {
    const { store = '' } = this.#section.dataset
    return `${outcome ?? '/scan'}?${new URLSearchParams({ ...(store !== '' && { store }), code })}`
  }
}

/** What a code is kept under, however it was written; null for what is none. */
function codeOf(text: string): string | null {
  if (isVoucherId(text)) return text
  const reading = readShown(text)
  return reading.kind === 'malformed' ? null : reading.code
}

const CLOCK = { hour: '2-digit', minute: '2-digit' } as const

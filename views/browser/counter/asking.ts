import type { HtmxRequest } from './htmx-events.ts'
import { codeIn, dropLate, forget, oldestPending, type Pending, pauseAfter, remember } from './pending.ts'
import type { UncheckedList } from './unchecked-list.ts'
import type { VerdictRegion } from './verdict-region.ts'

const VALIDATIONS = '/scan/validations'

interface Unanswered {
  readonly tries: number
  readonly timer: number
  /** Null for a validation, which changes nothing and is simply asked again. */
  readonly command: Pending | null
}

/**
 * Sees every request of the counter to its answer. A command is kept before it is sent; when no answer comes, the
 * same command is sent again under the same key, so that it happens once and its first receipt is shown.
 */
export class Asking {
  readonly #region: VerdictRegion
  readonly #codeForm: HTMLFormElement
  readonly #viewer: string
  readonly #unchecked: UncheckedList | null
  #sent: Pending | null = null
  #unanswered: Unanswered | null = null
  /** The key a redemption of the last scanned code will carry. */
  #key = ''
  /** The redemption without an answer that is asked about with its code. */
  #inquired: { readonly code: string; readonly key: string } | null = null
  /** The form whose answer is on its way. */
  #asking: Element | null = null

  /** `viewer` is who is signed in; `unchecked` keeps the codes nobody could be asked about; null at a kiosk. */
  constructor(
    region: VerdictRegion,
    codeForm: HTMLFormElement,
    viewer: string,
    unchecked: UncheckedList | null,
  ) {
    this.#region = region
    this.#codeForm = codeForm
    this.#viewer = viewer
    this.#unchecked = unchecked
    document.addEventListener('htmx:before:request', ({ detail }) => this.#send(detail.ctx))
    document.addEventListener('htmx:before:response', (event) => {
      if (!this.#accepts(event.detail.ctx)) event.preventDefault()
    })
    document.addEventListener('htmx:before:swap', (event) => {
      const verdict = event.detail.tasks.some(
        ({ fragment }) => fragment.querySelector('[data-verdict]') !== null,
      )
      if (verdict) return
      event.preventDefault()
      this.#giveUp()
    })
    document.addEventListener('htmx:after:swap', ({ detail }) => this.#answered(detail.ctx))
    document.addEventListener('htmx:error', ({ detail }) => {
      if (detail.ctx?.request.action.startsWith('/scan/')) this.#missAnswer()
    })
    document.addEventListener('htmx:finally:request', () => {
      this.#asking = null
    })
    window.addEventListener('online', () => this.askNow())
  }

  /** Whether an answer is on its way or still missing: nothing else is asked meanwhile. */
  get isOpen(): boolean {
    return this.#asking !== null || this.#unanswered !== null
  }

  /**
   * Asks again for what was sent before the page was loaded anew; false when nothing is open. What was sent too long ago is
   * not sent again: its code is checked, which tells what became of it.
   */
  resume(): boolean {
    for (const late of dropLate(Date.now(), localStorage)) this.#unchecked?.keep(codeIn(late), late)
    const command = oldestPending(this.#viewer, Date.now(), localStorage)
    if (command === null) return false
    this.#unanswered = { tries: 0, timer: 0, command }
    this.#region.showTemplate('unanswered-command', command.promise)
    this.askNow()
    return true
  }

  /** Asks again at once, if an answer is missing. */
  askNow(): void {
    if (this.#unanswered === null || this.#asking !== null) return
    clearTimeout(this.#unanswered.timer)
    const { command } = this.#unanswered
    if (command === null) this.#codeForm.requestSubmit()
    else resend(command)
  }

  /**
   * Goes on without the answer. The command is dropped: its code stays to be checked, which tells what became of it, and
   * may then be redeemed anew, which an old command sent later would do twice.
   */
  abandon(): void {
    clearTimeout(this.#unanswered?.timer)
    const command = this.#unanswered?.command ?? null
    if (command !== null) {
      forget(command.key, localStorage)
      this.#unchecked?.keep(codeIn(command), command)
    }
    this.#unanswered = null
    // A late answer must not push away what is scanned next.
    this.#asking?.dispatchEvent(new Event('htmx:abort'))
  }

  #send({ sourceElement, request }: HtmxRequest): void {
    this.#asking = sourceElement
    this.#sent = null
    this.#inquire(request)
    if (request.action === VALIDATIONS) {
      if (this.#unanswered === null) this.#key = crypto.randomUUID()
      return
    }
    if (this.#unanswered?.command) {
      this.#sent = this.#unanswered.command
      return
    }
    const fields = [...(request.body ?? new URLSearchParams())].map(
      ([name, value]) => [name, String(value)] as const,
    )
    const key = fields.find(([name]) => name === 'idempotency_key')?.[1] ?? ''
    const own = sourceElement.closest<HTMLElement>('form[data-promise]')
    const promise = own?.dataset.promise ?? this.#region.promise
    this.#sent = { key, action: request.action, fields, at: Date.now(), by: this.#viewer, promise }
    remember(this.#sent, localStorage)
  }

  /**
   * A code whose redemption was sent and never answered is asked about with that, whoever reads it again: the code alone
   * does not tell of one use among several. Where a good scan redeems at once, it is the same command once more.
   */
  #inquire({ action, body }: HtmxRequest['request']): void {
    const code = String(body?.get('code') ?? '')
    const sent = this.#unchecked?.sentOf(code) ?? null
    this.#inquired = sent && { code, key: sent.key }
    if (sent === null || body === null) return
    if (action === VALIDATIONS) body.set('sent_by', sent.by)
    else if (body.get('voucher') || sent.by !== this.#viewer) return
    body.set('idempotency_key', sent.key)
  }

  /** Whether the answer is one to show. Outages are none, and a lost session has to be opened again first. */
  #accepts({ response }: HtmxRequest): boolean {
    if (response === undefined) return false
    const { status, raw } = response
    if (raw.redirected && !new URL(raw.url).pathname.startsWith('/scan')) {
      // The page itself knows the way to the door and back; what was sent is still kept.
      location.assign('/scan')
      return false
    }
    // Refused for too many tries, a code is not asked about by itself again. A command is: it may have been done before.
    if (status < 500 && (status !== 429 || this.#sent === null)) return true
    this.#missAnswer()
    return false
  }

  #answered({ request }: HtmxRequest): void {
    clearTimeout(this.#unanswered?.timer)
    this.#unanswered = null
    if (this.#sent !== null) {
      forget(this.#sent.key, localStorage)
      this.#unchecked?.answered(codeIn(this.#sent), this.#sent.key)
    }
    if (request.action === VALIDATIONS) {
      this.#keyRedemption()
      this.#unchecked?.answered(this.#code)
      if (this.#inquired !== null) this.#unchecked?.answered(this.#inquired.code, this.#inquired.key)
    }
    this.#region.announce()
  }

  get #code(): string {
    const field = this.#codeForm.elements.namedItem('code')
    return field instanceof HTMLInputElement ? field.value : ''
  }

  /** The key made when the code was read, so that it is ours before anything is sent. */
  #keyRedemption(): void {
    const field = this.#region.element.querySelector(
      'form[action="/scan/redemptions"] [name=idempotency_key]',
    )
    if (field instanceof HTMLInputElement) field.value = this.#key
  }

  #missAnswer(): void {
    const tries = (this.#unanswered?.tries ?? 0) + 1
    const pause = pauseAfter(tries)
    const command = this.#sent
    const known = this.#unanswered !== null
    const promise = command?.promise ?? ''
    // Whoever goes on meanwhile, or whose battery dies, finds it among what is to be checked.
    if (command === null) this.#unchecked?.keep(this.#code)
    if (!known)
      this.#region.showTemplate(command === null ? 'unanswered-validation' : 'unanswered-command', promise)
    const timer = pause === null ? 0 : window.setTimeout(() => this.askNow(), pause)
    this.#unanswered = { tries, timer, command }
    for (const part of this.#region.element.querySelectorAll<HTMLElement>('[data-while]')) {
      part.hidden = (part.dataset.while === 'given-up') !== (pause === null)
    }
  }

  /**
   * An answer that is no verdict is final: the page is asked what it means. It says nothing of an earlier try that got no
   * answer: what became of that is still to be checked.
   */
  #giveUp(): void {
    if (this.#sent !== null) {
      forget(this.#sent.key, localStorage)
      if (this.#unanswered !== null) this.#unchecked?.keep(codeIn(this.#sent), this.#sent)
    }
    location.assign('/scan')
  }
}

function resend({ action, fields }: Pending): void {
  const form = document.getElementById(`resend${action.replaceAll('/', '-')}`)
  if (!(form instanceof HTMLFormElement)) return
  form.replaceChildren(
    ...fields.map(([name, value]) =>
      Object.assign(document.createElement('input'), { type: 'hidden', name, value }),
    ),
  )
  form.requestSubmit()
}

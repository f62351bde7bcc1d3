import type { Picture } from '../picture/field.ts'

/**
 * One tap, one voucher: the button is busy until the answer comes, and waits for a picture on its way. Should the reader
 * come back to the page, the button is itself again; the idempotency key would catch a repeat anyway.
 */
export function submitOnce(form: HTMLFormElement, picture: Picture | null): void {
  const button = form.querySelector<HTMLButtonElement>('[data-act=generate]')
  if (button === null) return
  form.addEventListener('submit', (event) => {
    if (event.submitter !== null && event.submitter !== button) return
    if (isBusy(button)) return event.preventDefault()
    setBusy(button, true)
    const sending = picture?.sending() ?? null
    if (sending === null) return
    event.preventDefault()
    sending.finally(() => {
      setBusy(button, false)
      form.requestSubmit(button)
    })
  })
  addEventListener('pageshow', () => setBusy(button, false))
}

function isBusy(button: HTMLButtonElement): boolean {
  return button.getAttribute('aria-busy') === 'true'
}

function setBusy(button: HTMLButtonElement, busy: boolean): void {
  const { said = button.textContent?.trim() ?? '', working = said } = button.dataset
  button.dataset.said = said
  button.textContent = busy ? working : said
  if (busy) button.setAttribute('aria-busy', 'true')
  else button.removeAttribute('aria-busy')
}

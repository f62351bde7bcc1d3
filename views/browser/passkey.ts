import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser'

/** Forms an authenticator fills in: the answer goes into a field, and the form is sent as without us. */
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) prepare(form)

function prepare(form: HTMLFormElement): void {
  if (!browserSupportsWebAuthn()) {
    const sorry = form.parentElement?.querySelector<HTMLElement>('[data-part=unsupported]')
    if (sorry) sorry.hidden = false
    return
  }
  form.hidden = false
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void fill(form)
  })
  // Coming back by the browser's own button finds the page as it was left, waiting.
  addEventListener('pageshow', () => wait(form, false))
}

async function fill(form: HTMLFormElement): Promise<void> {
  wait(form, true)
  try {
    const answer = await asked(form)
    const field = form.elements.namedItem('response')
    if (field instanceof HTMLInputElement) field.value = answer
    form.submit()
  } catch (failure) {
    wait(form, false)
    say(form, reason(failure))
  }
}

/** What the authenticator answers, as JSON; '' where the options were refused: then the server says why. */
async function asked(form: HTMLFormElement): Promise<string> {
  const { pathname, searchParams } = new URL(form.dataset.options ?? '', location.href)
  for (const [name, value] of typed(form)) searchParams.set(name, value)
  const options = await fetch(searchParams.size === 0 ? pathname : `${pathname}?${searchParams}`)
  if (!options.ok) return ''
  if (form.dataset.passkey === 'make') {
    const optionsJSON: PublicKeyCredentialCreationOptionsJSON = await options.json()
    return JSON.stringify(await startRegistration({ optionsJSON }))
  }
  const optionsJSON: PublicKeyCredentialRequestOptionsJSON = await options.json()
  return JSON.stringify(await startAuthentication({ optionsJSON }))
}

/** Fields that stand elsewhere on the page are taken along, for the options as well. */
function typed(form: HTMLFormElement): ReadonlyMap<string, string> {
  const said = new Map<string, string>()
  for (const field of form.querySelectorAll<HTMLInputElement>('[data-from]')) {
    const from = document.getElementById(field.dataset.from ?? '')
    field.value = from instanceof HTMLInputElement ? from.value : ''
    said.set(field.name, field.value)
  }
  return said
}

function reason(failure: unknown): 'known' | 'away' | 'stopped' {
  if (failure instanceof WebAuthnError && failure.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED')
    return 'known'
  return failure instanceof TypeError ? 'away' : 'stopped'
}

function wait(form: HTMLFormElement, waiting: boolean): void {
  form.querySelector('button')?.setAttribute('aria-busy', String(waiting))
  say(form, waiting ? 'waiting' : null)
}

function say(form: HTMLFormElement, key: 'waiting' | 'known' | 'away' | 'stopped' | null): void {
  const said = form.querySelector('[data-part=said]')
  if (said !== null) said.textContent = key === null ? '' : (form.dataset[key] ?? '')
}

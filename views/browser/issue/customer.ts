interface Parts {
  readonly search: HTMLInputElement
  readonly list: HTMLElement
  readonly seek: HTMLElement
  readonly chosen: HTMLElement
  readonly said: HTMLElement
}

const FEWEST_LETTERS = 2

/** The search as a combobox over the list that htmx fills; choosing swaps it for the chosen person, and back. */
export function followCustomer(form: HTMLFormElement): void {
  const parts = partsOf(form)
  if (parts === null) return
  const { search, list, chosen } = parts
  search.setAttribute('role', 'combobox')
  search.setAttribute('aria-autocomplete', 'list')
  search.setAttribute('aria-controls', list.id)
  showState(parts)
  new MutationObserver(() => showState(parts)).observe(list, { childList: true })
  search.addEventListener('keydown', (event) => onKey(event, parts))
  search.addEventListener('htmx:config:request', (event) => {
    if (search.value.trim().length >= FEWEST_LETTERS) return
    event.preventDefault()
    clear(parts)
  })
  list.addEventListener('click', (event) => {
    const option = event.target instanceof Element ? event.target.closest('button[role=option]') : null
    if (option instanceof HTMLElement) choose(option, parts, form)
  })
  const change = chosen.querySelector<HTMLButtonElement>('[data-act=change]')
  // No longer a submit button, or Enter in the title would press it.
  if (change !== null) change.type = 'button'
  change?.addEventListener('click', () => forget(parts))
}

function partsOf(form: HTMLFormElement): Parts | null {
  const search = form.querySelector<HTMLInputElement>('#q')
  const list = form.querySelector<HTMLElement>('#found')
  const seek = form.querySelector<HTMLElement>('#seek')
  const chosen = form.querySelector<HTMLElement>('#chosen')
  const said = form.querySelector<HTMLElement>('#found-count')
  if (search === null || list === null || seek === null || chosen === null || said === null) return null
  // Enter in any field would press this first button of the form; htmx searches while one types.
  form.querySelector('[data-act=find]')?.remove()
  return { search, list, seek, chosen, said }
}

function onKey(event: KeyboardEvent, parts: Parts): void {
  const options = optionsIn(parts.list)
  const at = options.findIndex((option) => option.getAttribute('aria-selected') === 'true')
  switch (event.key) {
    case 'ArrowDown':
      event.preventDefault()
      select(options, (at + 1) % options.length, parts)
      return
    case 'ArrowUp':
      event.preventDefault()
      select(options, (at <= 0 ? options.length : at) - 1, parts)
      return
    case 'Escape':
      if (options.length > 0) event.preventDefault()
      clear(parts)
      return
    case 'Enter':
      // Never issues: whoever presses Enter here means the customer.
      event.preventDefault()
      options[at]?.click()
  }
}

function optionsIn(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[role=option]')]
}

function select(options: readonly HTMLElement[], index: number, { search }: Parts): void {
  const selected = options[index]
  if (selected === undefined) return
  for (const option of options) option.setAttribute('aria-selected', String(option === selected))
  search.setAttribute('aria-activedescendant', selected.id)
  selected.scrollIntoView({ block: 'nearest' })
}

/** Tells whether the list is open and which option Enter would take. */
function showState({ search, list }: Parts): void {
  const options = optionsIn(list)
  const selected = options.find((option) => option.getAttribute('aria-selected') === 'true')
  search.setAttribute('aria-expanded', String(options.length > 0))
  if (selected === undefined) search.removeAttribute('aria-activedescendant')
  else search.setAttribute('aria-activedescendant', selected.id)
}

function clear({ list, said }: Parts): void {
  list.replaceChildren()
  said.textContent = ''
}

function choose(option: HTMLElement, parts: Parts, form: HTMLFormElement): void {
  const { search, seek, chosen, said } = parts
  const { customer = '', name = '', initials = '', hint = '' } = option.dataset
  fill(chosen, { initials, name, hint })
  const id = idInput(chosen)
  if (id !== null) id.value = customer
  setChosen(parts, true)
  search.value = ''
  seek.querySelector('fieldset')?.remove()
  clear(parts)
  said.textContent = (chosen.dataset.said ?? '').replace('{name}', name)
  id?.dispatchEvent(new Event('change', { bubbles: true }))
  const title = form.querySelector<HTMLInputElement>('#title')
  const next = title?.value === '' ? title : chosen.querySelector<HTMLElement>('[data-act=change]')
  next?.focus()
}

function forget(parts: Parts): void {
  const { chosen, search } = parts
  const id = idInput(chosen)
  if (id !== null) id.value = ''
  id?.dispatchEvent(new Event('change', { bubbles: true }))
  setChosen(parts, false)
  search.focus()
}

/** What is out of sight is disabled too, so that it is neither sent nor pressed by Enter. */
function setChosen({ chosen, seek }: Parts, isChosen: boolean): void {
  chosen.hidden = !isChosen
  seek.hidden = isChosen
  for (const control of chosen.querySelectorAll<HTMLInputElement | HTMLButtonElement>('input, button')) {
    control.disabled = !isChosen
  }
}

function idInput(chosen: HTMLElement): HTMLInputElement | null {
  return chosen.querySelector<HTMLInputElement>('[data-part=id]')
}

function fill(chosen: HTMLElement, texts: Readonly<Record<string, string>>): void {
  for (const [part, text] of Object.entries(texts)) {
    const place = chosen.querySelector(`[data-part=${part}]`)
    if (place !== null) place.textContent = text
  }
}

/**
 * Once htmx listens, says again what somebody typed or chose while it was on its way: an `input` of each field that differs
 * from what the page came with. Nobody has to do it twice on a slow line.
 */
export function repeatEarlyChanges(page: Document): void {
  const tell = ({ target }: Event) => {
    if (target !== page.body) return
    page.removeEventListener(STARTED, tell)
    for (const field of page.querySelectorAll('form :is(input, select, textarea)'))
      if (differs(field)) field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  page.addEventListener(STARTED, tell)
}

/** Of the whole body: then every element has its triggers. */
const STARTED = 'htmx:after:process'

function differs(field: Element): boolean {
  if (field instanceof HTMLSelectElement) return choiceOf(field) !== Math.max(meantBy(field), 0)
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue
  if (!(field instanceof HTMLInputElement)) return false
  return isTickable(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue
}

function choiceOf({ selectedIndex }: HTMLSelectElement): number {
  return Math.max(selectedIndex, 0)
}

/** Which option the page came with; -1 where none was marked, and the first one is meant. */
function meantBy({ options }: HTMLSelectElement): number {
  return [...options].findIndex((option) => option.defaultSelected)
}

function isTickable({ type }: HTMLInputElement): boolean {
  return type === 'checkbox' || type === 'radio'
}

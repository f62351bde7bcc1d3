/**
 * Once htmx listens, says again what somebody typed or chose while it was on its way: one `input` per form whose fields
 * differ from what the page came with. Nobody has to do it twice on a slow line.
 */
export function repeatEarlyChanges(page: Document): void {
  page.addEventListener('htmx:after:process', () => tellChanges(page), { once: true })
}

function tellChanges(page: Document): void {
  for (const form of page.querySelectorAll<HTMLFormElement>('form')) {
    const changed = [...form.elements].find(differs)
    changed?.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

function differs(field: Element): boolean {
  if (field instanceof HTMLSelectElement) {
    const meant = [...field.options].findIndex((option) => option.defaultSelected)
    return field.selectedIndex !== Math.max(meant, 0)
  }
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue
  if (!(field instanceof HTMLInputElement)) return false
  return isTicked(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue
}

function isTicked({ type }: HTMLInputElement): boolean {
  return type === 'checkbox' || type === 'radio'
}

/** Buttons beside small numbers: one more, one less, never beyond their limits. */
export function steppers(root: ParentNode): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>('.stepper [data-step]')) {
    const input = button.parentElement?.querySelector('input')
    if (input) button.addEventListener('click', () => step(input, Number(button.dataset.step)))
  }
}

function step(input: HTMLInputElement, by: number): void {
  const typed = Number.parseInt(input.value, 10)
  const min = Number(input.dataset.min)
  const wanted = Number.isNaN(typed) ? min : typed + by
  input.value = String(Math.min(Number(input.dataset.max), Math.max(min, wanted)))
  input.dispatchEvent(new Event('change', { bubbles: true }))
}

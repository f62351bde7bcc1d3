/**
 * On a phone the key at the keyboard's corner says "done": it closes the keyboard instead of issuing what may be half
 * written. At a desk Enter submits, as people expect there.
 */
export function closeKeyboardOnEnter(form: HTMLFormElement): void {
  form.addEventListener('keydown', (event) => {
    const { target, key } = event
    if (key !== 'Enter' || event.defaultPrevented || !(target instanceof HTMLInputElement)) return
    if (!matchMedia('(pointer: coarse)').matches) return
    event.preventDefault()
    target.blur()
  })
}

/** Chips fill the title, and by that the rest of the form follows as if it had been typed. */
export function pickTitles(form: HTMLFormElement): void {
  const title = form.querySelector<HTMLInputElement>('#title')
  if (title === null) return
  for (const chip of form.querySelectorAll<HTMLButtonElement>('[data-title]')) {
    chip.addEventListener('click', () => {
      title.value = chip.dataset.title ?? ''
      title.dispatchEvent(new Event('input', { bubbles: true }))
    })
  }
}

/** What stands in the title is what is given, where nothing else is written: the empty fields say so. */
export function mirrorTitle(form: HTMLFormElement): void {
  const title = form.querySelector<HTMLInputElement>('#title')
  const followers = form.querySelectorAll<HTMLInputElement>('#item, #text')
  const mirror = () => {
    for (const follower of followers) follower.placeholder = title?.value ?? ''
  }
  title?.addEventListener('input', mirror)
  mirror()
}

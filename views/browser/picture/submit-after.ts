import type { Picture } from './field.ts'

/** Lets the form wait for the pictures on their way; pressed again meanwhile, it still goes once. */
export function submitAfter(form: HTMLFormElement, pictures: readonly Picture[]): void {
  let waits = false
  form.addEventListener('submit', (event) => {
    const sending = pictures.flatMap((picture) => picture.sending() ?? [])
    if (sending.length === 0) return
    event.preventDefault()
    if (waits) return
    waits = true
    form.setAttribute('aria-busy', 'true')
    Promise.all(sending).finally(() => {
      waits = false
      form.removeAttribute('aria-busy')
      form.requestSubmit(event.submitter)
    })
  })
}

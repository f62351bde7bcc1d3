import { closeKeyboardOnEnter } from './issue/enter.ts'
import { steppers } from './issue/stepper.ts'
import { submitOnce } from './issue/submit-once.ts'
import { followPicture } from './picture/field.ts'

// Everything here only adds to a form that works without it.
steppers(document)
const form = document.querySelector<HTMLFormElement>('#offer')
if (form !== null) {
  closeKeyboardOnEnter(form)
  const section = form.querySelector<HTMLElement>('[data-picture]')
  submitOnce(form, section === null ? null : followPicture(section))
}

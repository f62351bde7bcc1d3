import { followPicture } from './picture/field.ts'
import { submitAfter } from './picture/submit-after.ts'

// For any form with pictures that has no script of its own: it works without this one, and is better with it.
for (const form of document.querySelectorAll<HTMLFormElement>('form:has([data-picture])')) {
  const sections = [...form.querySelectorAll<HTMLElement>('[data-picture]')]
  submitAfter(form, sections.map(followPicture))
}

import type { Form } from '../form.ts'

/** The version a form was filled in from; null for a form without one. */
export function versionOf(form: Form): number | null {
  const text = form.text('version')
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}

/** A part of the page the server always draws. */
export function part<E extends Element>(selector: string, kind: abstract new () => E): E {
  const found = document.querySelector(selector)
  if (found instanceof kind) return found
  throw new Error(`the scanning page has no ${selector}`)
}

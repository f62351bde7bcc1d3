import { LOCK_AFTER_MS } from '../../src/session.ts'

// A shared tablet that nobody touches asks who is there: what is done on it next is not done in somebody else's name.

/** Looked at so often; a tablet that slept is looked at when it wakes. */
const LOOK_MS = 5000
let touchedAt = Date.now()

for (const sign of ['pointerdown', 'keydown', 'htmx:after:swap'])
  document.addEventListener(sign, () => (touchedAt = Date.now()), { capture: true, passive: true })
document.addEventListener('visibilitychange', look)
setInterval(look, LOOK_MS)

function look(): void {
  if (document.visibilityState !== 'visible' || Date.now() - touchedAt < LOCK_AFTER_MS) return
  // Whoever waits for an answer is there, and without a connection nobody could sign in again.
  if (!navigator.onLine || document.querySelector('#verdict [data-word=not_confirmed]') !== null) return
  const form = Object.assign(document.createElement('form'), { method: 'post', action: '/signout' })
  document.body.append(form)
  form.submit()
  touchedAt = Date.now()
}

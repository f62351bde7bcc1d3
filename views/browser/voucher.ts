/**
 * Watches the voucher on screen: asks for the page again every few seconds while somebody looks, and puts the new
 * state in place of the old. Also shows the stub full screen and shares the link, where the browser can.
 */
const PERIOD_MS = 5000
const select = (name: string) => document.querySelector<HTMLElement>(name)

function offerSharing(): void {
  const share = select('[data-act=share]')
  if (share !== null && 'share' in navigator) share.hidden = false
}

function replace(html: string): void {
  const page = new DOMParser().parseFromString(html, 'text/html')
  const before = select('main')
  const after = page.querySelector('main')
  if (before === null || after === null) return
  const [top, hadFocus] = [scrollY, before.contains(document.activeElement)]
  document.title = page.title
  before.replaceWith(after)
  scrollTo(0, top)
  if (hadFocus) after.focus({ preventScroll: true })
  const live = select('#said')
  if (live !== null) live.textContent = after.dataset.say ?? ''
  offerSharing()
}

async function look(): Promise<void> {
  const { etag = '', final } = select('main')?.dataset ?? {}
  if (final !== undefined) return
  try {
    if (!document.hidden) {
      const answer = await fetch(location.href, { headers: { 'If-None-Match': etag } })
      if (answer.status === 200) replace(await answer.text())
    }
  } catch {
    // No connection: the next look will tell.
  }
  setTimeout(look, PERIOD_MS)
}

document.addEventListener('click', (event) => {
  const act =
    event.target instanceof Element ? event.target.closest<HTMLElement>('[data-act]')?.dataset.act : ''
  const stub = select('#stub')
  if (document.fullscreenElement !== null) document.exitFullscreen()
  else if (act === 'full' && stub?.requestFullscreen !== undefined) {
    event.preventDefault()
    stub.requestFullscreen()
  } else if (act === 'share') navigator.share({ title: document.title, url: location.href }).catch(() => {})
})

offerSharing()
setTimeout(look, PERIOD_MS)

export {}

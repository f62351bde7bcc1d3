/**
 * Watches the voucher on screen: asks for its page again every few seconds while somebody looks, and puts the new state
 * in place of the old. Also shows the stub full screen and shares the link, where the browser can. At most 1 KB built.
 */
const PERIOD_MS = 5000
const find = (selector: string) => document.querySelector<HTMLElement>(selector)

function offerSharing(): void {
  const share = find('[data-act=share]')
  if (share !== null && 'share' in navigator) share.hidden = false
}

function show(html: string): void {
  const page = new DOMParser().parseFromString(html, 'text/html')
  const before = find('main')
  const after = page.querySelector('main')
  const live = find('#said')
  if (before === null || after === null || live === null) return
  const top = scrollY
  document.title = page.title
  before.replaceWith(after)
  scrollTo(0, top)
  live.textContent = after.dataset.say ?? ''
  offerSharing()
}

async function look(): Promise<void> {
  const { etag = '', final } = find('main')?.dataset ?? {}
  if (final !== undefined) return
  try {
    const answer = document.hidden ? null : await fetch('', { headers: { 'If-None-Match': etag } })
    if (answer?.status === 200) show(await answer.text())
  } finally {
    setTimeout(look, PERIOD_MS)
  }
}

document.onclick = (event) => {
  const stub = find('#stub')
  const acts = (act: string) =>
    event.target instanceof Element && event.target.closest(`[data-act=${act}]`) !== null
  if (document.fullscreenElement !== null) document.exitFullscreen()
  else if (acts('share')) navigator.share({ url: location.href }).catch(() => {})
  else if (acts('full') && stub?.requestFullscreen !== undefined) {
    event.preventDefault()
    stub.requestFullscreen()
  }
}

offerSharing()
setTimeout(look, PERIOD_MS)

export {}

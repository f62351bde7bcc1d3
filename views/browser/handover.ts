import { drawTicket } from './handover/picture.ts'
import { savePicture, shareLink } from './handover/share.ts'

/** Copying, sharing and saving the picture, on top of links that already lead to the voucher. */
const root = document.querySelector<HTMLElement>('#handover')
if (root !== null) handOver(root)

function handOver(from: HTMLElement): void {
  const { data, say } = spoken(from)
  on('copy', () => void copy(from, say))
  const link = { title: data.title ?? '', text: data.message ?? '', url: data.link ?? '' }
  const share = document.querySelector<HTMLElement>('[data-act=share]')
  if (share !== null && canShare(link)) {
    share.hidden = false
    document.querySelector('[data-act=open]')?.remove()
    share.addEventListener('click', () => shareLink(link))
  }
  const picture = document.querySelector<HTMLElement>('[data-act=picture]')
  let drawn: Promise<Blob | null> | null = null
  // Sharing is only allowed right after a tap: the drawing starts with the finger's touch.
  picture?.addEventListener('pointerdown', () => {
    drawn ??= drawTicket(data)
  })
  picture?.addEventListener('click', (event) => {
    event.preventDefault()
    say('drawing')
    drawn ??= drawTicket(data)
    void drawn.then((blob) => {
      if (blob === null) return say('notDrawn')
      say(savePicture(blob, data.file ?? 'voucher.png') ? 'saved' : null)
    })
  })
}

function on(act: string, then: () => void): void {
  document.querySelector(`[data-act=${act}]`)?.addEventListener('click', then)
}

function spoken(from: HTMLElement) {
  const data = from.dataset
  const said = from.querySelector('[data-part=said]')
  const say = (key: string | null) => {
    if (said !== null) said.textContent = key === null ? '' : (data[key] ?? '')
  }
  return { data, say }
}

function canShare(data: ShareData): boolean {
  return 'share' in navigator && (navigator.canShare?.(data) ?? true)
}

/** The link stays in sight; where copying is not allowed it is marked for copying by hand. */
async function copy(from: HTMLElement, say: (key: string) => void): Promise<void> {
  const field = from.querySelector<HTMLInputElement>('#link')
  try {
    await navigator.clipboard.writeText(from.dataset.link ?? '')
    say('copied')
  } catch {
    field?.focus()
    field?.select()
    say('copyYourself')
  }
}

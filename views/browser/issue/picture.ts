import { picturesFrom } from './picture-ways.ts'
import { shrink } from './shrink.ts'
import { upload } from './upload.ts'

/** What the rest of the form needs to know of the picture. */
export interface Picture {
  /** Settles when the picture on its way has arrived or failed; null while none is. */
  sending(): Promise<void> | null
}

interface Parts {
  readonly section: HTMLElement
  readonly file: HTMLInputElement
  readonly url: HTMLInputElement
  readonly chosen: HTMLElement
  readonly image: HTMLImageElement
  readonly said: HTMLElement
}

/** A picture from anywhere is shown at once, made small, and sent ahead of the form. */
export function followPicture(form: HTMLFormElement): Picture {
  const parts = partsOf(form)
  let sending: Promise<void> | null = null
  if (parts === null) return { sending: () => null }
  parts.section.dataset.ready = ''
  let latest = 0
  const take = (file: Blob | null) => {
    latest += 1
    const mine = latest
    const work = file === null ? Promise.resolve() : bring(file, parts, () => mine === latest)
    sending = work.finally(() => {
      if (mine === latest) sending = null
    })
  }
  const say = (key: string) => tell(parts, key, true)
  picturesFrom(parts.section, { take, say })
  return { sending: () => sending }
}

function partsOf(form: HTMLFormElement): Parts | null {
  const section = form.querySelector<HTMLElement>('#picture')
  const file = section?.querySelector<HTMLInputElement>('#image')
  const url = section?.querySelector<HTMLInputElement>('#image_url')
  const chosen = section?.querySelector<HTMLElement>('[data-part=chosen]')
  const image = section?.querySelector<HTMLImageElement>('[data-part=image]')
  const said = section?.querySelector<HTMLElement>('[data-part=said]')
  if (!section || !file || !url || !chosen || !image || !said) return null
  return { section, file, url, chosen, image, said }
}

/** Shows, shrinks and sends one picture; stops where a later one has taken its place. */
async function bring(file: Blob, parts: Parts, isLatest: () => boolean): Promise<void> {
  if (file.type !== '' && !file.type.startsWith('image/')) return tell(parts, 'notAPicture', true)
  show(parts, URL.createObjectURL(file))
  setUrl(parts, null)
  tell(parts, 'reading')
  const small = await shrink(file)
  if (!isLatest()) return
  const blob = small?.blob ?? file
  tell(parts, 'sending')
  const answer = await upload(blob)
  if (!isLatest()) return
  if (answer.kind === 'stored') {
    setUrl(parts, answer.url)
    parts.file.value = ''
    const done = blob.size < file.size ? 'done' : 'asItIs'
    return tell(parts, done, false, { before: sizeOf(file.size), after: sizeOf(blob.size) })
  }
  if (answer.kind === 'unreachable' && attach(parts.file, blob)) return tell(parts, 'later')
  hide(parts)
  parts.file.value = ''
  tell(parts, 'refused', true)
  if (answer.kind === 'refused' && answer.explanation !== '') parts.said.textContent = answer.explanation
}

function show({ chosen, image }: Parts, src: string): void {
  if (image.src.startsWith('blob:')) URL.revokeObjectURL(image.src)
  image.src = src
  chosen.hidden = false
}

function hide(parts: Parts): void {
  parts.chosen.hidden = true
  setUrl(parts, null)
}

/** The checkbox carries the URL: unticked, the picture is not used. */
function setUrl({ url }: Parts, value: string | null): void {
  url.value = value ?? ''
  url.checked = value !== null
  url.disabled = value === null
  url.dispatchEvent(new Event('change', { bubbles: true }))
}

/** Puts the small picture into the form's own field, to travel with the form. */
function attach(field: HTMLInputElement, blob: Blob): boolean {
  try {
    const transfer = new DataTransfer()
    transfer.items.add(new File([blob], `picture.${blob.type.split('/')[1] ?? 'jpeg'}`, { type: blob.type }))
    field.files = transfer.files
    return true
  } catch {
    return false
  }
}

function tell(parts: Parts, key: string, bad = false, sizes: Readonly<Record<string, string>> = {}): void {
  const words = parts.section.dataset[key] ?? ''
  parts.said.textContent = words.replace(/\{(\w+)\}/g, (_, name: string) => sizes[name] ?? '')
  if (bad) parts.said.dataset.tone = 'bad'
  else delete parts.said.dataset.tone
}

const KILO = 1024

/** '184 KB', '3.4 MB'. */
function sizeOf(bytes: number): string {
  const mega = bytes >= KILO * KILO
  return new Intl.NumberFormat(document.documentElement.lang, {
    style: 'unit',
    unit: mega ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: mega ? 1 : 0,
  }).format(mega ? bytes / KILO / KILO : Math.max(1, bytes / KILO))
}

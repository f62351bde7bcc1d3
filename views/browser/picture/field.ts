import { type Crop, cropIn } from './crop.ts'
import { encode } from './encode.ts'
import { type HeicHelp, open } from './open.ts'
import { middlePart, type Part } from './part.ts'
import { type Said, saidIn, sizeOf } from './said.ts'
import { upload } from './upload.ts'
import { mayBePicture, picturesFrom } from './ways.ts'

/** What the rest of the form needs to know of the picture. */
export interface Picture {
  /** Settles when the picture on its way has arrived or failed; null while none is. */
  sending(): Promise<void> | null
}

interface Field {
  readonly section: HTMLElement
  readonly file: HTMLInputElement
  readonly url: HTMLInputElement
  readonly chosen: HTMLElement
  readonly image: HTMLImageElement
  readonly adjust: HTMLButtonElement
  readonly focus: HTMLSelectElement | null
  readonly crop: Crop
  readonly said: Said
}

/** A picture that was opened: its pixels, and the part of it that shows. */
interface Opened {
  readonly bitmap: ImageBitmap
  readonly before: number
  part: Part
}

/** What a script can offer in the file field: all that the browser or the decoder opens. Phones give JPEG for `image/*`. */
const OPENABLE = 'image/*,.heic,.heif,.avif,.svg'

/** A picture from anywhere is shown at once, cut to its shape, made small, and sent ahead of the form. */
export function followPicture(section: HTMLElement): Picture {
  const field = fieldOf(section)
  if (field === null) return { sending: () => null }
  section.dataset.ready = ''
  field.file.accept = OPENABLE
  let sending: Promise<void> | null = null
  let latest = 0
  let opened: Opened | null = null
  const work = (job: (isLatest: () => boolean) => Promise<void>) => {
    latest += 1
    const mine = latest
    sending = job(() => mine === latest).finally(() => {
      if (mine === latest) sending = null
    })
  }
  const take = (file: Blob) => {
    field.crop.close()
    work(async (isLatest) => {
      const found = await opening(file, field, isLatest)
      if (found === null) return
      opened?.bitmap.close()
      opened = found
      await send(found, field, isLatest)
    })
  }
  picturesFrom(section, { take, say: field.said.problem })
  field.adjust.addEventListener('click', () => {
    const now = opened
    if (now === null) return
    field.crop.open(now.bitmap, now.part, (part) => {
      field.adjust.focus()
      if (part === null) return
      now.part = part
      work((isLatest) => send(now, field, isLatest))
    })
  })
  return { sending: () => sending }
}

function fieldOf(section: HTMLElement): Field | null {
  const part = <T extends HTMLElement>(name: string) => section.querySelector<T>(`[data-part=${name}]`)
  const file = section.querySelector<HTMLInputElement>('input[type=file]')
  const url = part<HTMLInputElement>('url')
  const chosen = part('chosen')
  const image = part<HTMLImageElement>('image')
  const adjust = section.querySelector<HTMLButtonElement>('[data-act=adjust]')
  const focus = section.querySelector('select')
  const said = part('said')
  const crop = cropIn(section)
  if (!file || !url || !chosen || !image || !adjust || !said || !crop) return null
  return { section, file, url, chosen, image, adjust, focus, crop, said: saidIn(section, said) }
}

/** Shows the file and opens it; null where that cannot be, which is said, or where a later one has taken its place. */
async function opening(file: Blob, field: Field, isLatest: () => boolean): Promise<Opened | null> {
  if (!mayBePicture(file)) return refused(field, 'notAPicture')
  setUrl(field, null)
  show(field, file)
  field.said.word('reading')
  const bitmap = await open(file, helpOf(field, isLatest))
  if (!isLatest()) {
    bitmap?.close()
    return null
  }
  if (bitmap === null) return refused(field, 'refused')
  const ratio = Number(field.section.dataset.ratio)
  return { bitmap, before: file.size, part: middlePart(bitmap, ratio) }
}

function helpOf({ section: { dataset }, said }: Field, isLatest: () => boolean): HeicHelp {
  const { heic: worker = '', heicLibrary: library = '', heicWasm: wasm = '' } = dataset
  return { worker, library, wasm, fetching: () => isLatest() && said.word('opening') }
}

/** Draws the part that shows and sends it; stops where something later has taken its place. */
async function send({ bitmap, part, before }: Opened, field: Field, isLatest: () => boolean): Promise<void> {
  setUrl(field, null)
  const encoded = await encode(bitmap, part)
  if (!isLatest()) return
  if (encoded === null) return void refused(field, 'refused')
  show(field, encoded.large)
  field.adjust.hidden = false
  // What matters is in the middle of the part that was chosen.
  if (field.focus !== null) field.focus.value = ''
  field.said.word('sending')
  const answer = await upload(field.section.dataset.upload ?? '', encoded)
  if (!isLatest()) return
  const sizes = { before: sizeOf(before), after: sizeOf(encoded.large.size) }
  if (answer.kind === 'stored') {
    setUrl(field, answer.url)
    field.file.value = ''
    return field.said.word(encoded.large.size < before ? 'done' : 'asItIs', sizes)
  }
  if (answer.kind === 'unreachable' && attach(field.file, encoded.large)) return field.said.word('later')
  refused(field, 'refused')
  if (answer.kind === 'refused' && answer.explanation !== '') field.said.sentence(answer.explanation)
}

function show({ chosen, image, section }: Field, picture: Blob): void {
  if (image.src.startsWith('blob:')) URL.revokeObjectURL(image.src)
  image.src = URL.createObjectURL(picture)
  chosen.hidden = false
  section.dataset.filled = ''
}

/** Takes the picture back and says why. */
function refused(field: Field, why: string): null {
  field.chosen.hidden = true
  field.adjust.hidden = true
  delete field.section.dataset.filled
  setUrl(field, null)
  field.file.value = ''
  field.said.problem(why)
  return null
}

/** The checkbox carries the URL: unticked, the picture is not used. */
function setUrl({ url }: Field, value: string | null): void {
  url.value = value ?? ''
  url.checked = value !== null
  url.disabled = value === null
  url.dispatchEvent(new Event('change', { bubbles: true }))
}

/** Puts the picture into the form's own field, to travel with the form. */
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

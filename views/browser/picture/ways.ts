interface Receiver {
  /** Takes a picture. */
  take(file: Blob): void
  /** Says why there is none, by the name of the sentence. */
  say(key: string): void
}

/** The ways a picture can come: the file field, the camera, a paste, a button that pastes, a drop. */
export function picturesFrom(section: HTMLElement, receiver: Receiver): void {
  const fields = section.querySelectorAll<HTMLInputElement>('input[type=file]')
  const [file, camera] = fields
  const press = (act: string, then: () => void) =>
    section.querySelector(`[data-act=${act}]`)?.addEventListener('click', then)
  press('choose', () => file?.click())
  press('photograph', () => camera?.click())
  press('paste', () => void paste(receiver))
  for (const input of fields) {
    input.addEventListener('change', () => {
      const [chosen] = input.files ?? []
      if (chosen !== undefined) receiver.take(chosen)
    })
  }
  document.addEventListener('paste', (event) => {
    const pasted = pictureIn(event.clipboardData)
    if (pasted === null || !isMeant(section, event.target)) return
    event.preventDefault()
    receiver.take(pasted)
  })
  acceptDrops(section, receiver)
}

/** Of several fields on a page the one around the event; a single one takes what comes anywhere. */
function isMeant(section: HTMLElement, target: EventTarget | null): boolean {
  const alone = document.querySelectorAll('[data-picture]').length === 1
  return alone || (target instanceof Node && section.contains(target))
}

function acceptDrops(section: HTMLElement, receiver: Receiver): void {
  const zone = section.querySelector<HTMLElement>('.drop')
  const over = (is: boolean) => {
    if (zone === null) return
    if (is) zone.dataset.over = ''
    else delete zone.dataset.over
  }
  // A picture dropped beside the zone must not replace the page with itself.
  document.addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    over(event.target instanceof Node && section.contains(event.target))
  })
  document.addEventListener('dragleave', () => over(false))
  document.addEventListener('drop', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    over(false)
    if (!isMeant(section, event.target)) return
    const dropped = pictureIn(event.dataTransfer)
    if (dropped === null) receiver.say('notAPicture')
    else receiver.take(dropped)
  })
}

function pictureIn(data: DataTransfer | null): File | null {
  return [...(data?.files ?? [])].find(mayBePicture) ?? null
}

/** Many systems have no type for HEIC: a file without one is looked into. */
export function mayBePicture({ type }: Blob): boolean {
  return type === '' || type === 'application/octet-stream' || type.startsWith('image/')
}

/** Reading the clipboard is allowed only from a tap, and asks first on some phones. */
async function paste(receiver: Receiver): Promise<void> {
  try {
    const items = await navigator.clipboard.read()
    for (const item of items) {
      const type = item.types.find((kind) => kind.startsWith('image/'))
      if (type !== undefined) return receiver.take(await item.getType(type))
    }
    receiver.say('nothingToPaste')
  } catch {
    receiver.say('pasteBlocked')
  }
}

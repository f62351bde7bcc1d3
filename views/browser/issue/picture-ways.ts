interface Receiver {
  /** Takes a picture; null where one was taken back. */
  take(file: Blob | null): void
  /** Says why there is none, by the name of the sentence. */
  say(key: string): void
}

/** Every way a picture can come: the file field, the camera, a paste, a button that pastes, a drop. */
export function picturesFrom(section: HTMLElement, receiver: Receiver): void {
  const file = section.querySelector<HTMLInputElement>('#image')
  const camera = section.querySelector<HTMLInputElement>('#camera')
  const press = (act: string, then: () => void) =>
    section.querySelector(`[data-act=${act}]`)?.addEventListener('click', then)
  press('choose', () => file?.click())
  press('photograph', () => camera?.click())
  press('paste', () => void paste(receiver))
  for (const input of [file, camera]) {
    input?.addEventListener('change', () => {
      const [chosen] = input.files ?? []
      if (chosen !== undefined) receiver.take(chosen)
    })
  }
  document.addEventListener('paste', (event) => {
    const pasted = imageIn(event.clipboardData)
    if (pasted === null) return
    event.preventDefault()
    receiver.take(pasted)
  })
  acceptDrops(section, receiver)
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
    const dropped = imageIn(event.dataTransfer)
    if (dropped === null) receiver.say('notAPicture')
    else receiver.take(dropped)
  })
}

function imageIn(data: DataTransfer | null): File | null {
  return [...(data?.files ?? [])].find(({ type }) => type.startsWith('image/')) ?? null
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

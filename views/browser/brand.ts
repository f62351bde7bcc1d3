import { isNearlyGrey, paletteOf } from '../../src/colour.ts'

// Everything here only adds to forms that work without it.

/** Shows what becomes of the colour while it is typed or picked. */
function followColour(): void {
  const typed = document.querySelector<HTMLInputElement>('#colour')
  const picker = document.querySelector<HTMLInputElement>('#colour-picker')
  if (typed === null || picker === null) return
  typed.addEventListener('input', () => {
    const colour = typed.value.trim().toLowerCase()
    if (!/^#[0-9a-f]{6}$/.test(colour)) return
    picker.value = colour
    draw(colour)
  })
  picker.addEventListener('input', () => {
    typed.value = picker.value
    draw(picker.value)
  })
}

function draw(colour: string): void {
  const preview = document.querySelector<HTMLElement>('#colour-preview')
  if (preview === null) return
  for (const theme of ['light', 'dark'] as const) {
    const { contrast, ...colours } = paletteOf(colour, theme)
    const swatch = preview.querySelector(`[data-theme-of=${theme}]`)
    for (const [name, value] of Object.entries(colours)) {
      for (const shape of swatch?.querySelectorAll(`[data-fill=${name}]`) ?? [])
        shape.setAttribute('fill', value)
      for (const line of swatch?.querySelectorAll(`[data-stroke=${name}]`) ?? [])
        line.setAttribute('stroke', value)
    }
    const said = preview.querySelector(`[data-contrast-of=${theme}]`)
    if (said !== null) {
      said.textContent = (preview.dataset.contrast ?? '')
        .replace('{voucher}', contrast.inkOnStock.toFixed(1))
        .replace('{button}', contrast.onInkOnInk.toFixed(1))
    }
  }
  const grey = preview.querySelector<HTMLElement>('[data-part=grey]')
  if (grey !== null) grey.hidden = !isNearlyGrey(colour)
}

/** Proposes the zone and language of this device, where the page asks for them, and says so. */
function proposeHome(): void {
  const zones = document.querySelector<HTMLSelectElement>('select[data-found]')
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  if (zones === null || ![...zones.options].some(({ value }) => value === here)) return
  zones.value = here
  const hint = document.querySelector('#zone-hint')
  const languages = document.querySelector<HTMLSelectElement>('#locale')
  const spoken = navigator.languages.find((tag) =>
    [...(languages?.options ?? [])].some(({ value }) => value === tag),
  )
  if (languages !== null && spoken !== undefined) languages.value = spoken
  if (hint !== null) hint.textContent = `${zones.dataset.found ?? ''} ${hint.textContent ?? ''}`
}

followColour()
proposeHome()

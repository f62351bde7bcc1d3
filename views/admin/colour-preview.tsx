import type { Palette } from '../../src/colour.ts'
import type { Frame } from '../frame.ts'
import { Note } from '../note.tsx'

export interface ColourView {
  readonly light: Palette
  readonly dark: Palette
  readonly nearlyGrey: boolean
}

const THEMES = ['light', 'dark'] as const
const PAGE = { light: '#f4f3ef', dark: '#161512' } as const

/**
 * What becomes of a brand's colour, drawn with attributes as no style may be written here: a voucher and a button in
 * both themes, the contrast measured, and a kind word about a colour that is none. The script draws it anew.
 */
export function ColourPreview({ frame, view }: { frame: Frame; view: ColourView }) {
  const words = frame.words.settings.brand
  return (
    <section
      class="stack stack--tight"
      id="colour-preview"
      aria-label={words.preview}
      data-contrast={words.contrast('{voucher}', '{button}')}
    >
      <div class="swatches">
        {THEMES.map((theme) => (
          <figure>
            <Swatch frame={frame} theme={theme} palette={view[theme]} />
            <figcaption class="small quiet">
              {words[theme]}.{' '}
              <span data-contrast-of={theme}>
                {words.contrast(
                  ratio(view[theme].contrast.inkOnStock),
                  ratio(view[theme].contrast.onInkOnInk),
                )}
              </span>
            </figcaption>
          </figure>
        ))}
      </div>
      <div data-part="grey" role="status" hidden={!view.nearlyGrey}>
        <Note tone="warn">{words.grey}</Note>
      </div>
    </section>
  )
}

function Swatch({
  frame,
  theme,
  palette,
}: {
  frame: Frame
  theme: (typeof THEMES)[number]
  palette: Palette
}) {
  const words = frame.words.settings.brand
  return (
    <svg class="swatch" viewBox="0 0 240 112" data-theme-of={theme} aria-hidden="true">
      <rect width="240" height="112" fill={PAGE[theme]} />
      <path
        d="M12 20a8 8 0 018-8h128v8a6 6 0 000 12v48a6 6 0 000 12v8H20a8 8 0 01-8-8z"
        fill={palette.stock}
        data-fill="stock"
      />
      <path d="M148 36v40" stroke={palette.seam} data-stroke="seam" stroke-width="2" stroke-dasharray="3 4" />
      <text class="swatch__promise" x="26" y="62" fill={palette.ink} data-fill="ink">
        {words.promise}
      </text>
      <rect x="164" y="40" width="64" height="32" rx="4" fill={palette.ink} data-fill="ink" />
      <text class="swatch__act" x="196" y="61" text-anchor="middle" fill={palette.onInk} data-fill="onInk">
        {frame.words.settings.save}
      </text>
    </svg>
  )
}

function ratio(contrast: number): string {
  return contrast.toFixed(1)
}

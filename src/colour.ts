/** A colour as screens take it. */
export type Hex = string

/** Below so little chroma a colour has no hue that people would recognise. */
const GREY_CHROMA = 0.03
/** How far apart pairs must be, WCAG 2.2 AA for text. */
export const CONTRAST_LEAST = 4.5

/** Lightness and most chroma of what the stylesheet derives (views/style/tokens.css), by theme. */
export const DERIVED = {
  light: {
    ink: [0.37, 0.125],
    stock: [0.925, 0.021],
    seam: [0.7, 0.05],
    onInk: [0.99, 0.005],
    page: '#f4f3ef',
  },
  dark: {
    ink: [0.84, 0.085],
    stock: [0.285, 0.055],
    seam: [0.5, 0.06],
    onInk: [0.19, 0.04],
    page: '#161512',
  },
} as const

/** What a brand's colour becomes on a page of one theme, and how well its text can be read. */
export interface Palette {
  readonly ink: Hex
  readonly stock: Hex
  readonly seam: Hex
  readonly onInk: Hex
  readonly contrast: { readonly inkOnStock: number; readonly onInkOnInk: number; readonly inkOnPage: number }
}

/** The palette of a colour in a theme. */
export function paletteOf(colour: Hex, theme: keyof typeof DERIVED): Palette {
  const { c, h } = oklchOf(colour)
  const of = ([l, most]: readonly [number, number]) => hexOf({ l, c: Math.min(c, most), h })
  const { page, ...derived } = DERIVED[theme]
  const ink = of(derived.ink)
  const stock = of(derived.stock)
  const onInk = of(derived.onInk)
  return {
    ink,
    stock,
    seam: of(derived.seam),
    onInk,
    contrast: {
      inkOnStock: contrast(ink, stock),
      onInkOnInk: contrast(onInk, ink),
      inkOnPage: contrast(ink, page),
    },
  }
}

/** Whether a colour is so close to grey that everything derived from it looks like no brand at all. */
export function isNearlyGrey(colour: Hex): boolean {
  return oklchOf(colour).c < GREY_CHROMA
}

/** The contrast of two colours, 1 to 21 (WCAG 2.2). */
export function contrast(one: Hex, other: Hex): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: Hex): number {
  const [r, g, b] = linearOf(colour)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

interface Oklch {
  readonly l: number
  readonly c: number
  /** Radians. */
  readonly h: number
}

type Three = readonly [number, number, number]

// Björn Ottosson's matrices, as CSS Color 4 has them.
function oklchOf(colour: Hex): Oklch {
  const [r, g, b] = linearOf(colour)
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return {
    l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    c: Math.hypot(a, bb),
    h: Math.atan2(bb, a),
  }
}

/** Chroma gives way until a screen can show it, as browsers do. */
function hexOf({ l, c, h }: Oklch): Hex {
  for (let chroma = c; ; chroma = chroma < 0.001 ? 0 : chroma * 0.98) {
    const rgb = linearRgb({ l, c: chroma, h })
    if (chroma === 0 || rgb.every((part) => part > -0.0005 && part < 1.0005)) return written(rgb)
  }
}

function linearRgb({ l: lightness, c, h }: Oklch): Three {
  const a = c * Math.cos(h)
  const b = c * Math.sin(h)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

function written(linear: Three): Hex {
  const parts = linear.map((part) => {
    const within = Math.min(1, Math.max(0, part))
    const encoded = within <= 0.0031308 ? 12.92 * within : 1.055 * within ** (1 / 2.4) - 0.055
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, '0')
  })
  return `#${parts.join('')}`
}

function linearOf(colour: Hex): Three {
  const part = (at: number) => {
    const encoded = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4
  }
  return [part(1), part(3), part(5)]
}

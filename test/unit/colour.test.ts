import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONTRAST_LEAST, contrast, DERIVED, isNearlyGrey, paletteOf } from '../../src/colour.ts'

const tokens = readFileSync(join(import.meta.dirname, '../../views/style/tokens.css'), 'utf8')

describe('What becomes of a brand colour', () => {
  it('is what the stylesheet makes of it: the same lightness, the same cap of chroma', () => {
    for (const { ink, stock, seam, onInk, page } of [DERIVED.light, DERIVED.dark]) {
      const said = (name: string, [l, c]: readonly [number, number]) =>
        `--${name}-l: ${String(l).slice(1)}; --${name}-c: ${String(c).slice(1)}`
      const line = [said('ink', ink), said('stock', stock), said('seam', seam), said('on', onInk)].join('; ')
      expect(tokens).toContain(line)
      expect(tokens).toContain(`--page: ${page}`)
    }
  })

  it('can be read for any hue, chroma and lightness: 900 brands', () => {
    let worst = 21
    for (const colour of brands()) {
      for (const theme of ['light', 'dark'] as const) {
        worst = Math.min(worst, ...Object.values(paletteOf(colour, theme).contrast))
      }
    }
    expect(worst).toBeGreaterThan(7)
    expect(worst).toBeGreaterThan(CONTRAST_LEAST)
  })

  it('takes over the hue: the default brand is blue on paper, white on ink', () => {
    const { ink, stock, onInk } = paletteOf('#1f4690', 'light')
    expect([ink, stock, onInk]).toEqual(['#163b80', '#dfe7f5', '#fafcff'])
  })

  it('measures contrast as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  })

  it.each(['#000000', '#ffffff', '#808080', '#7d8081', '#8a8580'])('%s is nearly grey', (colour) => {
    expect(isNearlyGrey(colour)).toBe(true)
  })

  it.each(['#1f4690', '#7a2e1d', '#2f4f2f', '#c8a2c8'])('%s is a colour', (colour) => {
    expect(isNearlyGrey(colour)).toBe(false)
  })
})

/** Every hue, pale to strong, dark to light. */
function* brands(): Generator<string> {
  for (let hue = 0; hue < 360; hue += 6) {
    for (const strength of [0, 0.25, 0.5, 0.75, 1]) {
      for (const light of [0.15, 0.5, 0.85]) {
        const part = (shift: number) => {
          const wave = (Math.cos(((hue - shift) * Math.PI) / 180) + 1) / 2
          return Math.round(255 * Math.min(1, light * (1 - strength + strength * 2 * wave)))
            .toString(16)
            .padStart(2, '0')
        }
        yield `#${part(0)}${part(120)}${part(240)}`
      }
    }
  }
}

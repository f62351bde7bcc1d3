import { describe, expect, it } from 'vitest'
import { Barcode, QrCode } from '../../views/symbols.tsx'
import { cameraFilm, drawnRows, FILM_RATE, pictureOf } from '../browser/camera-film.ts'

const CODE = '7Q4K9XW2MTR2'
const SIZE = { width: 40, height: 30, module: 2 }
const ROWS = [
  [true, false],
  [false, true],
]

describe('A film for the test camera', () => {
  it('is a header, and for each picture brightness and no colour', () => {
    const film = cameraFilm(
      [
        { rows: ROWS, pictures: 2 },
        { rows: null, pictures: 1 },
      ],
      SIZE,
    )
    const header = `YUV4MPEG2 W40 H30 F${FILM_RATE}:1 Ip A1:1\n`
    expect(new TextDecoder().decode(film.subarray(0, header.length + 6))).toBe(`${header}FRAME\n`)
    expect(film).toHaveLength(header.length + 3 * (6 + (40 * 30 * 3) / 2))
  })

  it('shows the modules in the middle, white around them, on a grey table', () => {
    const luma = pictureOf(ROWS, { width: 100, height: 80, module: 2 })
    const at = (x: number, y: number) => luma[y * 100 + x]
    expect([at(48, 38), at(50, 38), at(48, 40), at(50, 40)]).toEqual([20, 235, 235, 20])
    expect([at(40, 30), at(2, 2)]).toEqual([235, 128])
  })

  it('can show a symbol as a page draws it', () => {
    const qr = drawnRows(String(QrCode({ text: CODE, level: 'Q', label: '' })))
    expect([qr.length, qr[0]?.length]).toEqual([33, 33])
    expect(qr[4]?.slice(3, 12)).toEqual([false, true, true, true, true, true, true, true, false])
    const bars = drawnRows(String(Barcode({ text: CODE, label: '' })))
    expect(bars[0]).toHaveLength(187)
    expect(bars[0]).toEqual(bars.at(-1))
  })
})

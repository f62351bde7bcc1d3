import { describe, expect, it } from 'vitest'
import { lensNames } from '../../views/browser/counter/lens-names.ts'
import { tappedPoint } from '../../views/browser/counter/tapped-point.ts'

const WORDS = { back: 'Back camera', front: 'Front camera', plain: 'Camera' }

describe('Lenses', () => {
  it('are called as the phone calls them, where it says something', () => {
    expect(lensNames(['Back Dual Wide Camera', 'Front Camera'], WORDS)).toEqual([
      'Back Dual Wide Camera',
      'Front Camera',
    ])
    expect(lensNames(['HD Pro Webcam C920 (046d:082d)'], WORDS)).toEqual(['HD Pro Webcam C920'])
  })

  it('are called by what they face where the phone only numbers them, and told apart', () => {
    const android = ['camera2 1, facing front', 'camera2 2, facing back', 'camera2 0, facing back', '']
    expect(lensNames(android, WORDS)).toEqual(['Front camera', 'Back camera 1', 'Back camera 2', 'Camera'])
  })
})

describe('A tap on the picture', () => {
  const phone = { width: 390, height: 600 }
  const picture = { width: 1920, height: 1080 }

  it('means the same place in the middle, and less at the side that lies partly outside', () => {
    expect(tappedPoint({ x: 195, y: 300 }, phone, picture)).toEqual({ x: 0.5, y: 0.5 })
    const corner = tappedPoint({ x: 390, y: 600 }, phone, picture)
    expect(corner.y).toBe(1)
    expect(corner.x).toBeCloseTo(0.5 + 195 / (1920 * (600 / 1080)))
  })

  it('never lies outside of it', () => {
    expect(tappedPoint({ x: -40, y: 9000 }, phone, picture)).toMatchObject({ y: 1 })
    expect(tappedPoint({ x: -9000, y: 0 }, phone, picture)).toEqual({ x: 0, y: 0 })
  })
})

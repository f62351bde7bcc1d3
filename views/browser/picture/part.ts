/** Width and height in pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** A part of a picture, in its own pixels. */
export interface Part extends Size {
  readonly x: number
  readonly y: number
}

/** How close one may come: beyond it, pixels show. */
export const CLOSEST = 4

/** The largest part of that shape, `ratio` being width by height, from the middle of the picture. */
export function middlePart(picture: Size, ratio: number): Part {
  const width = Math.min(picture.width, picture.height * ratio)
  const height = width / ratio
  return { x: (picture.width - width) / 2, y: (picture.height - height) / 2, width, height }
}

/** The part moved by so many pixels, as far as the picture reaches. */
export function moved(part: Part, picture: Size, right: number, down: number): Part {
  return {
    ...part,
    x: Math.min(picture.width - part.width, Math.max(0, part.x + right)),
    y: Math.min(picture.height - part.height, Math.max(0, part.y + down)),
  }
}

/** The part seen `closeness` times closer than the largest one, around its own middle. */
export function closer(part: Part, picture: Size, closeness: number): Part {
  const ratio = part.width / part.height
  const largest = middlePart(picture, ratio)
  const times = Math.min(CLOSEST, Math.max(1, closeness))
  const width = largest.width / times
  const height = largest.height / times
  const around = {
    x: part.x + (part.width - width) / 2,
    y: part.y + (part.height - height) / 2,
    width,
    height,
  }
  return moved(around, picture, 0, 0)
}

/** Where a part lies between the picture's edges, in hundredths: 0 at the start, 100 at the end, 50 where it fills it. */
export function placeOf(part: Part, picture: Size): { readonly left: number; readonly top: number } {
  const hundredths = (at: number, room: number) => (room < 1 ? 50 : Math.round((at / room) * 100))
  return {
    left: hundredths(part.x, picture.width - part.width),
    top: hundredths(part.y, picture.height - part.height),
  }
}

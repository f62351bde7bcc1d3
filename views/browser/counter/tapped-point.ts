interface Size {
  readonly width: number
  readonly height: number
}

/**
 * Where in a picture somebody tapped, each side from 0 to 1. The picture covers the box that shows it: its longer side
 * lies partly outside.
 */
export function tappedPoint(
  tap: { readonly x: number; readonly y: number },
  box: Size,
  picture: Size,
): { readonly x: number; readonly y: number } {
  const scale = Math.max(box.width / picture.width, box.height / picture.height)
  const along = (at: number, shown: number, whole: number) =>
    Math.min(1, Math.max(0, (at - shown / 2) / (whole * scale) + 0.5))
  return { x: along(tap.x, box.width, picture.width), y: along(tap.y, box.height, picture.height) }
}

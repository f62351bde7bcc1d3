/** As large as pictures are kept: drawn once, an SVG can be no sharper. */
const SIDE = 1600

/**
 * An SVG as pixels. It is loaded as an image, and by the rules of the web an image runs no script and fetches nothing;
 * what is sent on is what was seen, never the file. Null for what is no SVG, or draws what pages may not read back.
 */
export async function openSvg(file: Blob): Promise<ImageBitmap | null> {
  const sized = withSize(await file.text())
  if (sized === null) return null
  const address = URL.createObjectURL(new Blob([sized], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.naturalWidth
    canvas.height = image.naturalHeight
    canvas.getContext('2d')?.drawImage(image, 0, 0)
    return await createImageBitmap(canvas)
  } catch {
    return null
  } finally {
    URL.revokeObjectURL(address)
  }
}

/** The SVG with its size in pixels: without one, browsers differ on how large it is, and draw it small. */
function withSize(text: string): string | null {
  // A parsed document has no window: nothing in it runs.
  const { documentElement: root } = new DOMParser().parseFromString(text, 'image/svg+xml')
  if (!(root instanceof SVGSVGElement)) return null
  const { width, height } = shapeOf(root)
  const scale = SIDE / Math.max(width, height)
  root.setAttribute('width', String(Math.max(1, Math.round(width * scale))))
  root.setAttribute('height', String(Math.max(1, Math.round(height * scale))))
  if (!root.hasAttribute('viewBox')) root.setAttribute('viewBox', `0 0 ${width} ${height}`)
  return new XMLSerializer().serializeToString(root)
}

/** Browsers take 300 × 150 for a drawing that says nothing of its size. */
const UNSAID = { width: 300, height: 150 }

function shapeOf(root: SVGSVGElement): { width: number; height: number } {
  const { width, height } = root.viewBox.baseVal ?? UNSAID
  if (width > 0 && height > 0) return { width, height }
  const said = { width: lengthOf(root, 'width'), height: lengthOf(root, 'height') }
  return said.width > 0 && said.height > 0 ? said : UNSAID
}

function lengthOf(root: SVGSVGElement, name: string): number {
  const text = root.getAttribute(name) ?? ''
  return text.endsWith('%') ? 0 : Number.parseFloat(text)
}

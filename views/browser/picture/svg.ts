/** As large as pictures are kept: drawn once, an SVG can be no sharper. */
const SIDE = 1600
/** What browsers take for a drawing that says nothing of its size. */
const UNSAID = { width: 300, height: 150 }

/**
 * An SVG as pixels. It is loaded as an image, and by the rules of the web an image runs no script and fetches nothing;
 * what is sent on is what was seen, never the file. Null for what is no SVG, or draws what pages may not read back.
 */
export async function openSvg(file: Blob): Promise<ImageBitmap | null> {
  const address = URL.createObjectURL(new Blob([file], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    return await createImageBitmap(drawn(image))
  } catch {
    return null
  } finally {
    URL.revokeObjectURL(address)
  }
}

/** Its lines are drawn for this very size, however small it says it is. */
function drawn(image: HTMLImageElement): HTMLCanvasElement {
  const width = image.naturalWidth || UNSAID.width
  const height = image.naturalHeight || UNSAID.height
  const scale = SIDE / Math.max(width, height)
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return canvas
}

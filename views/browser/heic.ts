import type { HeicAnswer, HeicRequest } from './picture/heic.ts'

/** What we use of libheif's JavaScript (LGPL-3.0, unchanged in its own files, so that anybody can put another one there). */
interface Libheif {
  readonly HeifDecoder: new () => { decode(file: Uint8Array): HeifImage[] }
}

interface HeifImage {
  get_width(): number
  get_height(): number
  is_primary(): boolean
  display(into: ImageData, done: (drawn: ImageData | null) => void): void
}

declare function libheif(settings: { wasmBinary: ArrayBuffer; onRuntimeInitialized: () => void }): Libheif
declare function importScripts(address: string): void

// What phones take fits; a few bytes that claim an endless canvas do not.
const PIXELS_MOST = 50_000_000

self.addEventListener('message', async ({ data }: MessageEvent<HeicRequest>) => {
  const answer = await open(data).catch(() => null)
  postMessage(answer, { transfer: answer === null ? [] : [answer] })
})

async function open({ file, library, wasm }: HeicRequest): Promise<HeicAnswer> {
  const { HeifDecoder } = await started(library, wasm)
  const images = new HeifDecoder().decode(new Uint8Array(await file.arrayBuffer()))
  const image = images.find((one) => one.is_primary()) ?? images[0]
  if (image === undefined) return null
  const { width, height } = { width: image.get_width(), height: image.get_height() }
  if (width * height > PIXELS_MOST) return null
  const canvas = new ImageData(width, height)
  const drawn = await new Promise<ImageData | null>((resolve) => image.display(canvas, resolve))
  return drawn === null ? null : createImageBitmap(canvas)
}

async function started(library: string, wasm: string): Promise<Libheif> {
  const wasmBinary = await (await fetch(wasm)).arrayBuffer()
  importScripts(library)
  return new Promise((resolve) => {
    // It may be ready before it is given back, or after.
    const module = libheif({ wasmBinary, onRuntimeInitialized: () => queueMicrotask(() => resolve(module)) })
  })
}

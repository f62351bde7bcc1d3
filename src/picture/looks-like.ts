import { bigEndian, latin, standsAt } from './bytes.ts'

/** Kinds people try to upload and we do not take, so that the refusal can name them. */
export type LooksLike = 'svg' | 'heic' | 'avif' | 'gif' | 'pdf' | 'html'

// Enough for the declarations and comments that drawing programs put before `<svg`.
const TEXT_MOST = 4096
// PDF readers accept the signature anywhere in here.
const PDF_SIGNATURE_MOST = 1024
const BRANDS_MOST = 256

const AVIF_BRANDS = ['avif', 'avis']
// ISO/IEC 23008-12: coded with HEVC, and the general image and sequence brands.
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs', 'mif1', 'msf1']

// What may stand in front of the root element: declarations, comments, SVG's document type with its entities.
const PREAMBLE = /^(?:<\?[^>]*>|<!--.*?-->|<!doctype svg[^>[]*(?:\[[^\]]*\]\s*)?>)\s*/s
const HTML_ROOT = /^<(?:!doctype html|html|head|body|script|iframe|style|title|meta|div|table|h1|p|a|br)\b/
const SVG_ROOT = /^<(?:svg:)?svg\b/

/** What a file that is none of our pictures seems to be, by its content; null when it is nothing we know. */
export function looksLike(bytes: Uint8Array): LooksLike | null {
  if (standsAt(bytes, 0, 'GIF87a') || standsAt(bytes, 0, 'GIF89a')) return 'gif'
  return isoMedia(bytes) ?? markup(bytes) ?? pdf(bytes)
}

// HEIC and AVIF are the same container; its first box lists the brands a reader may understand it as.
function isoMedia(bytes: Uint8Array): 'heic' | 'avif' | null {
  if (!standsAt(bytes, 4, 'ftyp')) return null
  const list = latin(bytes, 8, Math.min(bigEndian(bytes, 0, 4), BRANDS_MOST))
  const brands = list.match(/.{4}/gs) ?? []
  if (brands.some((brand) => AVIF_BRANDS.includes(brand))) return 'avif'
  return brands.some((brand) => HEIC_BRANDS.includes(brand)) ? 'heic' : null
}

function markup(bytes: Uint8Array): 'svg' | 'html' | null {
  // Without byte order marks and zero bytes, UTF-16 reads like ASCII.
  const text = latin(bytes, 0, TEXT_MOST).replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
  const root = withoutPreamble(text.replaceAll('\0', '').toLowerCase().trimStart())
  if (HTML_ROOT.test(root)) return 'html'
  return SVG_ROOT.test(root) ? 'svg' : null
}

function withoutPreamble(text: string): string {
  let rest = text
  for (;;) {
    const next = rest.replace(PREAMBLE, '')
    if (next === rest) return rest
    rest = next
  }
}

function pdf(bytes: Uint8Array): 'pdf' | null {
  return latin(bytes, 0, PDF_SIGNATURE_MOST).includes('%PDF-') ? 'pdf' : null
}

import type { CameraTrouble } from '../../counter/lens-state.ts'

/** A running camera. */
export interface Camera {
  readonly stream: MediaStream
  /** Turns its light on or off; null where it has none. */
  readonly light: ((on: boolean) => Promise<void>) | null
  /** Device ids of every camera there is, its own among them. */
  readonly lenses: readonly string[]
  readonly lens: string | null
  /** Whether it still delivers; phones end or mute a stream while the page is away. */
  delivers(): boolean
  stop(): void
}

const LENS_KEY = 'vale.lens'
// Lenses that focus no nearer (in metres) see a small code best from a distance, enlarged.
const FAR_FOCUS = 0.12

/**
 * Opens the camera that faces away, or the lens chosen last on this device, and asks for it once. Everything is a wish:
 * a demand that cannot be met would leave people without any camera.
 */
export async function openCamera(): Promise<Camera | CameraTrouble> {
  if (!isSecureContext || navigator.mediaDevices === undefined) return 'insecure'
  const chosen = localStorage.getItem(LENS_KEY)
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      video: {
        ...(chosen === null ? { facingMode: { ideal: 'environment' } } : { deviceId: { ideal: chosen } }),
        width: { ideal: 1920 },
        height: { ideal: 1080 },
      },
      audio: false,
    })
    const [track] = stream.getVideoTracks()
    return track === undefined ? 'none' : await cameraOf(stream, track)
  } catch (error) {
    return troubleOf(error)
  }
}

/** Remembers the lens after this one for the next opening; the last is followed by the first. */
export function chooseNextLens({ lenses, lens }: Camera): void {
  const next = lenses[(lenses.indexOf(lens ?? '') + 1) % lenses.length]
  if (next !== undefined) localStorage.setItem(LENS_KEY, next)
}

async function cameraOf(stream: MediaStream, track: MediaStreamTrack): Promise<Camera> {
  const abilities = abilitiesOf(track)
  await sharpen(track, abilities)
  const devices = await navigator.mediaDevices.enumerateDevices()
  const lenses = devices.filter(({ kind }) => kind === 'videoinput').map(({ deviceId }) => deviceId)
  return {
    stream,
    light: abilities.torch === true ? (on) => apply(track, { torch: on }) : null,
    lenses: lenses.filter((id) => id !== ''),
    lens: track.getSettings().deviceId ?? null,
    delivers: () => track.readyState === 'live' && !track.muted,
    stop: () => track.stop(),
  }
}

/** Abilities of cameras that phones have and TypeScript's library lacks. */
interface Abilities extends MediaTrackCapabilities {
  readonly torch?: boolean
  readonly focusMode?: readonly string[]
  readonly focusDistance?: { readonly min?: number }
  readonly zoom?: { readonly max?: number }
}

function abilitiesOf(track: MediaStreamTrack): Abilities {
  return track.getCapabilities?.() ?? {}
}

async function sharpen(
  track: MediaStreamTrack,
  { focusMode, focusDistance, zoom }: Abilities,
): Promise<void> {
  if (focusMode?.includes('continuous')) await apply(track, { focusMode: 'continuous' })
  if ((focusDistance?.min ?? 0) >= FAR_FOCUS && (zoom?.max ?? 1) >= 2) await apply(track, { zoom: 2 })
}

async function apply(track: MediaStreamTrack, wish: Readonly<Record<string, unknown>>): Promise<void> {
  // A camera that cannot do it after all still shows a picture.
  await track.applyConstraints({ advanced: [wish] }).catch(() => {})
}

function troubleOf(error: unknown): CameraTrouble {
  const name = error instanceof DOMException ? error.name : ''
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied'
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'none'
    default:
      return 'busy'
  }
}

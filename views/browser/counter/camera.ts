import type { CameraTrouble } from '../../counter/lens-state.ts'

/** A lens there is; its name is empty until the camera is allowed. */
export interface Device {
  readonly id: string
  readonly label: string
}

/** A running camera. */
export interface Camera {
  readonly stream: MediaStream
  /** Turns its light on or off; null where it has none. */
  readonly light: ((on: boolean) => Promise<void>) | null
  /** Enlarges twice, or not; null where it cannot. */
  readonly zoom: ((on: boolean) => Promise<void>) | null
  /** Whether it began enlarged. */
  readonly zoomed: boolean
  /** Focuses on a point of the picture, each side from 0 to 1; null where it cannot. */
  readonly focusOn: ((point: Point) => Promise<void>) | null
  /** The id of its own lens. */
  readonly lens: string | null
  /** Whether it still delivers; phones end or mute a stream while the page is away. */
  delivers(): boolean
  /** Says when it stops delivering by itself. */
  onLost(told: () => void): void
  stop(): void
}

interface Point {
  readonly x: number
  readonly y: number
}

const LENS_KEY = 'vale.lens'
// Lenses that focus no nearer (in metres) see a small code best from a distance, enlarged.
const FAR_FOCUS = 0.12
// Once focused where somebody tapped, the camera looks after itself again.
const FOCUSED_MS = 3000

/** Opens the lens chosen last on this device, else the camera that faces away, and asks for it once. */
export async function openCamera(): Promise<Camera | CameraTrouble> {
  if (!isSecureContext || navigator.mediaDevices === undefined) return 'insecure'
  const chosen = localStorage.getItem(LENS_KEY)
  // A mere wish for a lens gives way to another one with more pixels.
  const opened = chosen === null ? 'none' : await open({ deviceId: { exact: chosen } })
  if (opened !== 'none') return opened
  localStorage.removeItem(LENS_KEY)
  // Nothing else is demanded: what cannot be met would leave people without any camera.
  return open({ facingMode: { ideal: 'environment' } })
}

async function open(which: MediaTrackConstraints): Promise<Camera | CameraTrouble> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      video: { ...which, width: { ideal: 1920 }, height: { ideal: 1080 } },
      audio: false,
    })
    const [track] = stream.getVideoTracks()
    return track === undefined ? 'none' : await cameraOf(stream, track)
  } catch (error) {
    return troubleOf(error)
  }
}

/** Remembers a lens on this device, for the next opening. */
export function chooseLens(id: string): void {
  localStorage.setItem(LENS_KEY, id)
}

/** Every lens there is now. */
export async function allLenses(): Promise<readonly Device[]> {
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => [])
  return devices
    .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
    .map(({ deviceId, label }) => ({ id: deviceId, label }))
}

async function cameraOf(stream: MediaStream, track: MediaStreamTrack): Promise<Camera> {
  const abilities = abilitiesOf(track)
  const single = singleZoom(abilities)
  const zoom = single === null ? null : (on: boolean) => apply(track, { zoom: on ? 2 * single : single })
  const zoomed = zoom !== null && (abilities.focusDistance?.min ?? 0) >= FAR_FOCUS
  if (abilities.focusMode?.includes('continuous')) await apply(track, { focusMode: 'continuous' })
  if (zoomed) await zoom(true)
  return {
    stream,
    light: abilities.torch === true ? (on) => apply(track, { torch: on }) : null,
    zoom,
    zoomed,
    focusOn: focusing(track, abilities),
    lens: track.getSettings().deviceId ?? null,
    delivers: () => track.readyState === 'live' && !track.muted,
    onLost: (told) => {
      for (const kind of ['ended', 'mute']) track.addEventListener(kind, told)
    },
    stop: () => track.stop(),
  }
}

/** Abilities of cameras that phones have and TypeScript's library lacks. */
interface Abilities extends MediaTrackCapabilities {
  readonly torch?: boolean
  readonly focusMode?: readonly string[]
  readonly focusDistance?: { readonly min?: number }
  readonly zoom?: { readonly min?: number; readonly max?: number }
}

function abilitiesOf(track: MediaStreamTrack): Abilities {
  return track.getCapabilities?.() ?? {}
}

/** What that camera calls its natural size, if it can double it: phones count from 1 or less, some webcams from 100. */
function singleZoom({ zoom }: Abilities): number | null {
  const single = Math.max(1, zoom?.min ?? 1)
  return (zoom?.max ?? 1) >= 2 * single ? single : null
}

function focusing(track: MediaStreamTrack, { focusMode }: Abilities): Camera['focusOn'] {
  if (!focusMode?.includes('single-shot')) return null
  let timer = 0
  return async (point) => {
    clearTimeout(timer)
    await apply(track, { pointsOfInterest: [point], focusMode: 'single-shot' })
    if (focusMode.includes('continuous')) {
      timer = window.setTimeout(() => void apply(track, { focusMode: 'continuous' }), FOCUSED_MS)
    }
  }
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

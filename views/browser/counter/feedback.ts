import type { VerdictKind } from '../../counter/verdict-view.ts'

/** One tone: pitch in Hz, start and length in ms. */
interface Tone {
  readonly pitch: number
  readonly start: number
  readonly length: number
  readonly shape: OscillatorType
}

type Sound = 'success' | 'warning' | 'failure'

// Told apart with eyes on the till: one rises, one repeats, one growls.
const SOUNDS: Readonly<Record<Sound, readonly Tone[]>> = {
  success: [
    { pitch: 880, start: 0, length: 70, shape: 'sine' },
    { pitch: 1320, start: 75, length: 90, shape: 'sine' },
  ],
  warning: [
    { pitch: 520, start: 0, length: 110, shape: 'triangle' },
    { pitch: 520, start: 190, length: 110, shape: 'triangle' },
  ],
  failure: [{ pitch: 140, start: 0, length: 400, shape: 'sawtooth' }],
}

const BUZZES: Readonly<Record<Sound, readonly number[]>> = {
  success: [40],
  warning: [60, 80, 60],
  failure: [250],
}

const SOUND_OF: Readonly<Record<VerdictKind, Sound>> = {
  valid: 'success',
  done: 'success',
  used: 'warning',
  refused: 'failure',
  unknown: 'failure',
}

const VOLUME = 0.25
// Opening the loudspeaker can take 100 ms, in which a hand scanner's keys would pile up.
const AFTER_KEYS_MS = 200

let sounds: AudioContext | null = null

/** Lets sounds be heard from the first touch or key on: before one, browsers stay silent and so do we. */
export function unlockSounds(): void {
  let timer = 0
  const unlock = () => {
    sounds ??= new AudioContext()
    // A sleeping phone suspends it again.
    if (sounds.state !== 'running') void sounds.resume().catch(() => {})
  }
  window.addEventListener('pointerup', unlock)
  window.addEventListener('keydown', () => {
    clearTimeout(timer)
    timer = window.setTimeout(unlock, AFTER_KEYS_MS)
  })
}

/** Says a verdict to ears and, where the phone can, to the hand. */
export function sayVerdict(verdict: VerdictKind): void {
  const sound = SOUND_OF[verdict]
  if (sounds?.state === 'running') for (const tone of SOUNDS[sound]) play(sounds, tone)
  if (sounds !== null && 'vibrate' in navigator) navigator.vibrate([...BUZZES[sound]])
}

function play(context: AudioContext, { pitch, start, length, shape }: Tone): void {
  const from = context.currentTime + start / 1000
  const until = from + length / 1000
  const voice = new OscillatorNode(context, { type: shape, frequency: pitch })
  const loudness = new GainNode(context, { gain: 0 })
  // Ramps, because a hard edge clicks.
  loudness.gain.setValueAtTime(0, from)
  loudness.gain.linearRampToValueAtTime(VOLUME, from + 0.01)
  loudness.gain.setValueAtTime(VOLUME, until - 0.02)
  loudness.gain.linearRampToValueAtTime(0, until)
  voice.connect(loudness).connect(context.destination)
  voice.start(from)
  voice.stop(until)
}

let lock: WakeLockSentinel | null = null

/** Keeps the screen on while the camera looks; the browser lets go by itself when the page is hidden. */
export async function keepAwake(awake: boolean): Promise<void> {
  if (!('wakeLock' in navigator)) return
  if (!awake) {
    await lock?.release().catch(() => {})
    lock = null
  } else if (lock === null || lock.released) {
    // Refused on a low battery: then the screen dims, and nothing else is lost.
    lock = await navigator.wakeLock.request('screen').catch(() => null)
  }
}

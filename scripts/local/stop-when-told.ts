import type { Server } from './server.ts'

/** How long stopping in order may take, in ms, before the process ends anyway. */
const patience = 5_000

/**
 * Stops the server and ends this process on Ctrl-C, on a signal, or when the process that started it is gone. One
 * Ctrl-C can arrive more than once (the terminal tells everyone, npm passes it on): the first counts.
 */
export function stopWhenTold(server: Server): void {
  let told = false
  const stop = async () => {
    if (told) return
    told = true
    setTimeout(() => process.exit(1), patience).unref()
    await server.stop()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // The runtime's library would end the process at the signal, before the server has stopped.
    process.removeAllListeners(signal)
    process.on(signal, stop)
  }
  process.on('disconnect', stop)
}

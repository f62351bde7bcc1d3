import type { Server } from './server.ts'

const MINUTE_MS = 60_000

/** What Cloudflare's cron does for a deployment: wakes the Worker now and every minute, which Miniflare leaves to others. */
export function wakeEveryMinute({ mf }: Server): void {
  const wake = async () => {
    const worker = await mf.getWorker()
    await worker.scheduled({ cron: '* * * * *' })
  }
  // A wake that fails is one minute late; the Worker itself logs what went wrong inside.
  const timer = setInterval(() => void wake().catch(() => {}), MINUTE_MS)
  timer.unref()
  void wake().catch(() => {})
}

import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Job, Run } from './load.ts'

/** A process that sends requests and measures their answers. */
export class Generator {
  readonly #child: ChildProcess = fork(join(import.meta.dirname, 'load.ts'))

  /** Sends everything in the job; throws when a connection fails. */
  async send(job: Job): Promise<Run> {
    return new Promise((done, failed) => {
      const ended = () => failed(new Error('The load generator ended.'))
      this.#child.once('exit', ended)
      this.#child.once('message', (run: Run) => {
        this.#child.off('exit', ended)
        done(run)
      })
      this.#child.send(job)
    })
  }

  stop(): void {
    this.#child.disconnect()
  }
}

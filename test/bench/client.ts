import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Leaving } from './controls.ts'
import type { Job, Run, Sending } from './load.ts'
import type { Side } from './side.ts'
import type { Tally } from './tally.ts'

/** A voucher as its issue was answered. */
export interface Issued {
  readonly id: string
  readonly code: string
}

/** Whoever asks in the bench: a key that may do everything, and a process of its own that sends in bulk. */
export class Client {
  readonly #origin: string
  readonly #key: string
  readonly #generator: ChildProcess = fork(join(import.meta.dirname, 'load.ts'))

  private constructor(origin: string, key: string) {
    this.#origin = origin
    this.#key = key
  }

  /** Opens the brand on an empty server. */
  static async open(origin: string): Promise<Client> {
    const answer = await fetch(`${origin}/brand`, { method: 'POST', headers: { 'bench-side': 'controls' } })
    const { key } = (await answer.json()) as { key: string }
    return new Client(origin, key)
  }

  /** A POST as the API takes it, under an idempotency key of its own. */
  post(side: Side, path: string, body: object): Sending {
    const headers = {
      'bench-side': side,
      authorization: `Bearer ${this.#key}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    }
    return { path, body: JSON.stringify(body), headers }
  }

  /** A redemption at a shop's counter, by the code. */
  redemption(side: Side, { code }: Issued): Sending {
    return this.post(side, `/api/v1/vouchers/${code}/redemptions`, { store_id: 'sto_chiado' })
  }

  /** Sends all of them over so many connections, each as soon as the one before it is answered. */
  async all(sendings: readonly Sending[], connections: number): Promise<Run> {
    const job: Job = { origin: this.#origin, connections, sendings }
    return new Promise((done, failed) => {
      const ended = () => failed(new Error('The load generator ended.'))
      this.#generator.once('exit', ended)
      this.#generator.once('message', (run: Run) => {
        this.#generator.off('exit', ended)
        done(run)
      })
      this.#generator.send(job)
    })
  }

  /** Sends one and gives its answer; throws when its status is not the expected one. */
  async one<T>({ path, body, headers }: Sending, expected: number): Promise<T> {
    const answer = await fetch(this.#origin + path, { method: 'POST', headers, body })
    if (answer.status !== expected)
      throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as T
  }

  /** Stores a picture and gives its address. */
  async upload(picture: Uint8Array<ArrayBuffer>): Promise<string> {
    const { path, headers } = this.post('running', '/api/v1/images', {})
    const sent = { ...headers, 'content-type': 'image/webp' }
    const answer = await fetch(this.#origin + path, { method: 'POST', headers: sent, body: picture })
    return ((await answer.json()) as { url: string }).url
  }

  /** A page or file as a browser gets it. */
  async get(side: Side, path: string): Promise<string> {
    const answer = await fetch(this.#origin + path, { headers: { 'bench-side': side } })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
    return answer.text()
  }

  /** Where a browser finds a page. */
  at(path: string): string {
    return this.#origin + path
  }

  /** The cookie of a new session of an operator. */
  async operator() {
    const cookie = this.one<{ name: string; value: string }>(this.post('controls', '/operator', {}), 200)
    return { ...(await cookie), domain: new URL(this.#origin).hostname, path: '/', secure: true }
  }

  /** How a page answers somebody without a session, and after how many ms its last byte was there. */
  async asStranger(path: string, network: string): Promise<{ readonly status: number; readonly ms: number }> {
    const begun = performance.now()
    const headers = { 'bench-side': 'running', 'cf-connecting-ip': network }
    const answer = await fetch(this.#origin + path, { headers, redirect: 'manual' })
    await answer.arrayBuffer()
    return { status: answer.status, ms: performance.now() - begun }
  }

  /** What the Worker and its objects ask of each other and of storage while `act` goes on. */
  async counting(act: () => Promise<unknown>): Promise<Tally> {
    await fetch(`${this.#origin}/tally`, { method: 'POST', headers: { 'bench-side': 'controls' } })
    await act()
    return JSON.parse(await this.get('controls', '/tally')) as Tally
  }

  /** The size of a counted voucher in bytes, once it has nothing left to do. */
  async atRest({ id }: Issued): Promise<number> {
    let bytes = 0
    await until(`${id} at rest`, async () => {
      const rest = JSON.parse(await this.get('controls', `/vouchers/${id}/rest`)) as {
        bytes: number
        waiting: boolean
      }
      bytes = rest.bytes
      return !rest.waiting
    })
    return bytes
  }

  /** Lets objects of a round leave the runtime's memory, and waits until that has been paid for. */
  async leave(leaving: Leaving): Promise<void> {
    await this.one(this.post('controls', '/leave', leaving), 200)
    await new Promise((resume) => setTimeout(resume, LEAVING_MS))
  }

  /** How many ledger lines the projection has by now. */
  async projectedLines(): Promise<number> {
    return (JSON.parse(await this.get('controls', '/projected')) as { lines: number }).lines
  }

  /** Waits until the projection has so many ledger lines. */
  async projected(lines: number): Promise<void> {
    await until(`${lines} lines projected`, async () => (await this.projectedLines()) >= lines)
  }

  stop(): void {
    this.#generator.disconnect()
  }
}

const LEAVING_MS = 100
const PATIENCE_MS = 30_000
const PAUSE_MS = 50

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Not within ${PATIENCE_MS / 1000} s: ${what}`)
    await new Promise((resume) => setTimeout(resume, PAUSE_MS))
  }
}

import { randomUUID } from 'node:crypto'
import { Generator } from './generator.ts'
import type { Run, Sending } from './load.ts'
import type { Side } from './side.ts'
import type { Tally } from './tally.ts'

/** What every caller in the bench has: a server, a key that may do everything, and somebody who sends in bulk. */
export class Client {
  readonly #origin: string
  readonly #key: string
  readonly #generator = new Generator()

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

  /** Sends all of them over so many connections, each as soon as the one before it is answered. */
  all(sendings: readonly Sending[], connections: number): Promise<Run> {
    return this.#generator.send({ origin: this.#origin, connections, sendings })
  }

  /** Sends one and gives its answer; throws when it is not the status expected. */
  async one<T>(sending: Sending, expected: number): Promise<T> {
    const { path, body, headers } = sending
    const answer = await fetch(this.#origin + path, { method: 'POST', headers, body })
    if (answer.status !== expected) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as T
  }

  /** A page or file as a browser gets it. */
  get(side: Side, path: string): Promise<Response> {
    return fetch(this.#origin + path, { headers: { 'bench-side': side } })
  }

  /** What the Worker and its objects ask of storage while `act` runs and until nothing is left to do. */
  async counting(act: () => Promise<void>): Promise<Tally> {
    await fetch(`${this.#origin}/tally`, { method: 'POST', headers: { 'bench-side': 'controls' } })
    await act()
    return (await (await this.get('controls', '/tally')).json()) as Tally
  }

  stop(): void {
    this.#generator.stop()
  }
}

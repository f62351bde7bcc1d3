import type { Answer, History } from '../../durable-objects/voucher-object.ts'
import type { Command } from '../../src/command.ts'

/** One call as its caller saw it. `called` and `answered` are ticks of one counter, so that smaller means earlier. */
export interface Call {
  readonly command: Command
  readonly called: number
  readonly answered: number
  /** Null when it was cut off: it may have happened, or not. */
  readonly answer: Answer | null
  /** What the caller was told instead of an answer. */
  readonly failure: string | null
}

/** Everything that was asked of one voucher, and what its object has on record in the end. */
export interface Life {
  readonly calls: readonly Call[]
  readonly record: History
}

/** Sends commands and writes down who saw what, when. */
export class Witness {
  readonly calls: Call[] = []
  readonly #execute: (command: Command) => Promise<Answer>
  #tick = 0

  constructor(execute: (command: Command) => Promise<Answer>) {
    this.#execute = execute
  }

  /** Never throws: a call that was cut off is part of the story. */
  async send(command: Command): Promise<Answer | null> {
    const called = this.#next()
    const [answer, failure] = await this.#execute(command).then(
      (given) => [given, null] as const,
      (error: unknown) => [null, String(error)] as const,
    )
    this.calls.push({ command, called, answered: this.#next(), answer, failure })
    return answer
  }

  /** Sends every command that was never answered once more, until it is: the resend tells whether it had happened. */
  async settleAll(): Promise<void> {
    for (const { command } of this.calls.filter(({ answer }) => answer === null)) {
      const isAnswered = this.calls.some((call) => call.command === command && call.answer !== null)
      if (!isAnswered) await this.send(command)
    }
  }

  #next(): number {
    this.#tick += 1
    return this.#tick
  }
}

/** The share of calls, 0 to 1, that were under way together with another one: without contention a history proves nothing. */
export function overlap(calls: readonly Call[]): number {
  const together = calls.filter((a) =>
    calls.some((b) => a !== b && b.called < a.answered && a.called < b.answered),
  )
  return calls.length === 0 ? 0 : together.length / calls.length
}

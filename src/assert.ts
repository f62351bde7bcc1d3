/** Thrown when something impossible happened: a bug, never a refusal. */
export class AssertionFailed extends Error {
  override name = 'AssertionFailed'
}

/**
 * States what must hold here. `what` says it as a sentence fragment ("amount is a safe integer").
 * Throws AssertionFailed when it does not; expected refusals are values and never come this way.
 */
export function assert(condition: unknown, what: string): asserts condition {
  if (!condition) throw new AssertionFailed(`expected: ${what}`)
}

/** Closes an exhaustive switch: compiles only while every case is handled. */
export function unreachable(value: never): never {
  throw new AssertionFailed(`unhandled case: ${JSON.stringify(value)}`)
}

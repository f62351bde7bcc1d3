import { createHash } from 'node:crypto'
import { assert } from '../../src/assert.ts'

/** Chance that is the same every time: the demo's history must not change when it is told again. */
export interface Chance {
  /** True in that share of cases, 0–1. */
  hit(probability: number): boolean
  /** A whole number, both ends possible. */
  between(from: number, to: number): number
  /** Days, minutes or anything else to wait, exponentially distributed around a mean. */
  wait(mean: number): number
  pick<T>(choices: readonly T[]): T
  /** Picks by weight; weights need no sum. */
  weighted<T>(choices: readonly (readonly [choice: T, weight: number])[]): T
}

/** Chance seeded by a text, so that each story has its own and changing one leaves all others as they are. */
export function chanceOf(seed: string): Chance {
  const next = sfc32(createHash('sha256').update(seed).digest())
  const weighted = <T>(choices: readonly (readonly [T, number])[]): T => {
    let left = next() * choices.reduce((sum, [, weight]) => sum + weight, 0)
    const found = choices.find(([, weight]) => {
      left -= weight
      return left < 0
    })
    const last = found ?? choices.at(-1)
    assert(last, 'something to choose from')
    return last[0]
  }
  return {
    hit: (probability) => next() < probability,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    wait: (mean) => -Math.log(1 - next()) * mean,
    pick: (choices) => weighted(choices.map((choice) => [choice, 1])),
    weighted,
  }
}

/** Chris Doty-Humphrey's sfc32 (PractRand): uniform numbers in [0, 1) from 128 bits of seed. */
function sfc32(seed: Buffer): () => number {
  let [a = 0, b = 0, c = 0, counter = 1] = [0, 4, 8, 12].map((at) => seed.readInt32LE(at))
  return () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 2 ** 32
  }
}

import { describe, expect, it } from 'vitest'
import type { Answer } from '../../durable-objects/voucher-object.ts'
import type { Command } from '../../src/command.ts'
import type { VoucherId } from '../../src/id.ts'
import { issued, object, sent } from '../objects/living-voucher.ts'
import { redeem, reversal } from '../unit/a-command.ts'
import { reasonsOf } from '../unit/answers.ts'
import { COUNTER } from '../unit/cast.ts'
import { overlap, Witness } from './call.ts'

const MANY = 64

describe('A voucher many redeem at the same moment', () => {
  it('is redeemed once: one success, and everyone else is told it was already redeemed (R4, R26)', async () => {
    const id = await issued()
    const answers = await allAtOnce(
      id,
      many(() => sent(redeem())),
    )
    const won = answers.filter(({ outcome }) => outcome.kind === 'accepted')
    const lost = answers.filter(({ outcome }) => outcome.kind === 'refused')
    expect(won).toHaveLength(1)
    expect(lost.map(({ outcome }) => reasonsOf(outcome)[0])).toEqual(Array(MANY - 1).fill('already_redeemed'))
    expect((await linesOf(id)).map(({ kind }) => kind)).toEqual(['issued', 'redeemed'])
  })

  it('tells every loser who won, where and when', async () => {
    const id = await issued()
    const answers = await allAtOnce(
      id,
      many((n) => sent(redeem({ place: { ...COUNTER, device: `dev_${n}` } }))),
    )
    const winner = (await linesOf(id))[1]
    for (const { outcome } of answers) {
      if (outcome.kind === 'accepted') continue
      expect(outcome.refusals[0]).toMatchObject({ at: winner?.at, device: winner?.place.device, seq: 2 })
    }
  })

  it('has one entry for one command sent many times, and all get the same answer (R4)', async () => {
    const id = await issued({ uses: 5 })
    const command = sent(redeem())
    const answers = await allAtOnce(
      id,
      many(() => command),
    )
    expect(answers.filter(({ outcome }) => !outcome.replayed)).toHaveLength(1)
    const [first] = answers.map(asFirst)
    expect(answers.map(asFirst)).toEqual(Array(MANY).fill(first))
    expect((await linesOf(id)).map(({ kind }) => kind)).toEqual(['issued', 'redeemed'])
  })

  it('is used as often as promised and not once more [3 uses] (R26)', async () => {
    const id = await issued({ uses: 3 })
    const answers = await allAtOnce(
      id,
      many(() => sent(redeem())),
    )
    expect(answers.filter(({ outcome }) => outcome.kind === 'accepted')).toHaveLength(3)
    expect((await object(id).read())?.voucher.usesLeft).toBe(0)
  })

  it('goes back once, however many roll the same redemption back (R19)', async () => {
    const id = await issued()
    await object(id).execute(sent(redeem()))
    const answers = await allAtOnce(
      id,
      many(() => sent(reversal(2))),
    )
    expect(answers.filter(({ outcome }) => outcome.kind === 'accepted')).toHaveLength(1)
    expect((await object(id).read())?.voucher.usesLeft).toBe(1)
  })
})

describe('Stored value many spend at the same moment', () => {
  it('never falls below zero, and what was handed out is what was there (R16)', async () => {
    const id = await issued({ value: 1000 })
    const answers = await allAtOnce(
      id,
      many((n) => sent(redeem({ amount: 30 + (n % 5) }))),
    )
    const lines = await linesOf(id)
    const taken = lines.flatMap((line) => (line.kind === 'redeemed' ? [line.amount ?? 0] : []))
    const balances = lines.flatMap((line) => (line.kind === 'redeemed' ? [line.balance ?? 0] : []))
    expect(Math.min(...balances)).toBeGreaterThanOrEqual(0)
    expect(taken).toHaveLength(answers.filter(({ outcome }) => outcome.kind === 'accepted').length)
    expect(1000 - taken.reduce((sum, each) => sum + each, 0)).toBe(balances.at(-1))
    // Nobody was refused who could have been served: less is left than the smallest part anyone asked for.
    expect(balances.at(-1)).toBeLessThan(35)
  })

  it('in parts as far as it goes is spent to the last cent, and nobody after that gets anything (R16)', async () => {
    const id = await issued({ value: 1000 })
    await allAtOnce(
      id,
      many(() => sent(redeem({ amount: 70, acceptPartial: true }))),
    )
    const taken = (await linesOf(id)).flatMap((line) => (line.kind === 'redeemed' ? [line.amount] : []))
    expect(taken).toEqual([...Array(14).fill(70), 20])
    expect((await object(id).read())?.voucher.balance).toBe(0)
  })
})

function many<C extends Command>(command: (n: number) => C): C[] {
  return Array.from({ length: MANY }, (_, n) => command(n))
}

/** Sends all before the first answer, and proves that they met: otherwise nothing was tried. */
async function allAtOnce(id: VoucherId, commands: readonly Command[]): Promise<Answer[]> {
  const witness = new Witness((command) => object(id).execute(command))
  const answers = await Promise.all(commands.map((command) => witness.send(command)))
  expect(overlap(witness.calls)).toBe(1)
  return answers.filter((answer) => answer !== null)
}

async function linesOf(id: VoucherId) {
  return (await object(id).history())?.lines.map(({ entry }) => entry) ?? []
}

function asFirst({ outcome, ...rest }: Answer) {
  return { ...rest, outcome: { ...outcome, replayed: false } }
}

import * as z from 'zod/mini'
import { unreachable } from './assert.ts'

/** How a prompt is answered: in words, with a whole number, or by saying that it is so ("ID seen"). */
const KINDS = ['text', 'number', 'tick'] as const

/** So much is asked at most: a counter is busy. */
export const PROMPTS_MOST = 5
const ANSWER_MOST = 200
const NUMBER_MOST = 1_000_000

/** What whoever redeems a voucher answers first. `key` is what programs call it, `label` what people read. */
const promptSchema = z.strictObject({
  key: z.string().check(z.regex(/^[a-z][a-z0-9_]{0,39}$/)),
  label: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
  kind: z.enum(KINDS),
})
export type Prompt = z.output<typeof promptSchema>

export const promptsSchema = z.array(promptSchema).check(
  z.maxLength(PROMPTS_MOST),
  z.refine((prompts) => new Set(prompts.map(({ key }) => key)).size === prompts.length, {
    error: 'must name each once',
  }),
)

/** Answers by the key of their prompt, as they are sent. */
export const answersSchema = z.record(
  z.string().check(z.maxLength(40)),
  z.union([z.string().check(z.maxLength(ANSWER_MOST)), z.number(), z.boolean()]),
)
export type Answers = z.output<typeof answersSchema>

/** The prompts that are not answered, or not in their kind. Rule R78. */
export function unanswered(prompts: readonly Prompt[], answers: Answers): readonly Prompt[] {
  return prompts.filter((prompt) => !isAnswered(prompt, answers[prompt.key]))
}

/** What of the answers was asked for, to be kept as words. */
export function keptAnswers(prompts: readonly Prompt[], answers: Answers): Answers {
  const kept = prompts.flatMap(({ key }) => {
    const answer = answers[key]
    return answer === undefined ? [] : [[key, typeof answer === 'string' ? answer.trim() : answer] as const]
  })
  return Object.fromEntries(kept)
}

function isAnswered({ kind }: Prompt, answer: Answers[string] | undefined): boolean {
  switch (kind) {
    case 'text':
      return typeof answer === 'string' && answer.trim() !== ''
    case 'number':
      return Number.isSafeInteger(answer) && Number(answer) >= 0 && Number(answer) <= NUMBER_MOST
    case 'tick':
      return answer === true
    default:
      return unreachable(kind)
  }
}

/** What programs call a prompt that people named: its letters and digits, and never what another one is called. */
export function promptKey(label: string, taken: readonly string[]): string {
  const letters = label.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '')
  const word = letters
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 36)
  const key = word === '' ? 'answer' : word
  const free = Array.from({ length: taken.length + 1 }, (_, n) => (n === 0 ? key : `${key}_${n + 1}`))
  return free.find((one) => !taken.includes(one)) ?? key
}

import * as z from 'zod/mini'
import { localDateSchema } from './local-time.ts'
import { moneySchema } from './money.ts'

/** A named group of offers: what it should bring, what it may cost, and through which local days it runs. */
export const campaignSchema = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
  goal: z.nullable(moneySchema),
  budget: z.nullable(moneySchema),
  starts_on: z.nullable(localDateSchema),
  ends_on: z.nullable(localDateSchema),
})
export type Campaign = z.output<typeof campaignSchema>

/** Whether it ends before it starts: two dates that are each right and wrong together. */
export function endsBeforeStart({ starts_on, ends_on }: Pick<Campaign, 'starts_on' | 'ends_on'>): boolean {
  return starts_on !== null && ends_on !== null && ends_on < starts_on
}

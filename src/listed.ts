import * as z from 'zod/mini'

/** A name alone: offer categories and reasons for goodwill. */
export const namedSchema = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
})

/** A customer tag, as short as customers carry it. */
export const tagSchema = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(40)),
})

/** What stands in a list is offered, or archived: kept for what used it, never deleted. */
export const LISTED_STATES = ['active', 'archived'] as const
export type ListedState = (typeof LISTED_STATES)[number]

/** Each list is read whole; a brand that needs more of one has another problem. */
export const LISTED_MOST = 200

/** The order after one of them went a step up or down; the same at either end, or when it is not there. */
export function moved(ids: readonly string[], id: string, direction: 'up' | 'down'): readonly string[] {
  const from = ids.indexOf(id)
  const other = ids[direction === 'up' ? from - 1 : from + 1]
  if (from < 0 || other === undefined) return ids
  return ids.map((one) => (one === id ? other : one === other ? id : one))
}

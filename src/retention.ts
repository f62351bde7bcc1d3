import * as z from 'zod/mini'

/** Months that something is kept; null keeps it without an end. */
const months = z.nullable(z.int().check(z.minimum(1), z.maximum(240)))

/** How long a brand wants to keep what is about people: words typed about them, customers who stayed away, who changed what. */
export const retentionSchema = z.strictObject({ words: months, customers: months, audits: months })
export type Retention = z.output<typeof retentionSchema>

/** Everything is kept until somebody says otherwise. */
export const KEEP_EVERYTHING: Retention = { words: null, customers: null, audits: null }

/**
 * One change of what an object stores. It runs inside the transaction of the first write that needs it, never on a read
 * and never in a constructor: an object nobody writes to stays as it is, and one that dies in the middle is as it was.
 * What it leaves must still be readable by the Worker before it, which only refuses to write.
 */
export type SchemaStep<S> = (stored: S) => S

/** What is stored was written by a newer Worker than this one: it may be read, and nothing is written over it. */
export class NewerSchema extends Error {
  override readonly name = 'NewerSchema'
  constructor(stored: number, known: number) {
    super(`stored in schema ${stored}, this Worker writes ${known}: deploy the newer one again`)
  }
}

/** Applies the steps a thing of this schema has not seen. */
export function stepped<S>(stored: S, schema: number, steps: readonly SchemaStep<S>[]): S {
  const known = steps.length + 1
  if (schema > known) throw new NewerSchema(schema, known)
  return steps.slice(schema - 1).reduce((before, step) => step(before), stored)
}

import { NewerSchema, type SchemaStep, stepped } from './schema.ts'

/** A document as it lies in storage: schema 1 says nothing of it, so that nothing has to be written to be at 1. */
type Stored = { readonly schema?: number }

/** One small document of an object, read in today's shape whatever shape it was written in. */
export class StoredDocument<T extends object> {
  readonly #kv: SyncKvStorage
  readonly #key: string
  readonly #steps: readonly SchemaStep<object>[]

  constructor(kv: SyncKvStorage, key: string, steps: readonly SchemaStep<object>[] = []) {
    this.#kv = kv
    this.#key = key
    this.#steps = steps
  }

  /** The document in today's shape, or null. One of a newer Worker is given as it is; nothing is written. */
  read(): T | null {
    const stored = this.#kv.get<Stored>(this.#key)
    if (stored === undefined) return null
    const { schema = 1, ...document } = stored
    return (schema > this.#newest ? document : stepped(document, schema, this.#steps)) as T
  }

  /** Writes it in today's shape. @throws NewerSchema rather than write over what a newer Worker wrote */
  write(document: T): void {
    const { schema = 1 } = this.#kv.get<Stored>(this.#key) ?? {}
    if (schema > this.#newest) throw new NewerSchema(schema, this.#newest)
    this.#kv.put(this.#key, this.#newest === 1 ? document : { ...document, schema: this.#newest })
  }

  get #newest(): number {
    return this.#steps.length + 1
  }
}

/**
 * A request that works, sent by whoever may. Parts of the path are filled in by `params.ts`. A new route needs one line:
 * `READ` for a page or a reading, `pressed()` or `filled()` for a form, `json()` for a call of the API.
 */
export interface Example {
  /** After the path. */
  readonly query?: string
  readonly body?: (other: Other) => BodyInit
  readonly headers?: Readonly<Record<string, string>>
  /** The page whose form is sent, as it comes, with `typed` typed in; parts of its path are the same. */
  readonly formOn?: string
  readonly typed?: Readonly<Record<string, string>>
  /** Why nobody of the cast may send it, though the table grants it. */
  readonly beyond?: string
  /** Why what it names is answered also where it is not theirs to look up. */
  readonly presented?: string
}

/** Other things a body may have to name. */
export interface Other {
  readonly customer: string
  readonly card: string
  readonly voucher: string
}

/** A page, or something that is read. */
export const READ: Example = {}
/** What only whoever deploys may. */
export const DEPLOYER: Example = { beyond: "takes the deployer's own key: test/routes/backup.test.ts" }

/** A form with these fields and a key of its own. */
export function pressed(typed: Readonly<Record<string, string>> = {}): Example {
  return { body: () => new URLSearchParams({ idempotency_key: crypto.randomUUID(), ...typed }) }
}

/** The form on that page. */
export function filled(formOn: string, typed: Readonly<Record<string, string>> = {}): Example {
  return { formOn, typed }
}

/** A body of the API, under a key of its own, or of the version that was read. */
export function json(body: object, headers: Readonly<Record<string, string>> = {}): Example {
  return {
    body: () => JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  }
}

/** A change through the API: `If-Match` is filled in with the version that stands. */
export const patched = (body: object) => json(body, { 'if-match': 'current' })

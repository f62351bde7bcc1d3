import type { Child } from 'hono/jsx'

/** A term and its value; `more` is said smaller, below. */
export function Fact({ name, value, more = null }: { name: string; value: Child; more?: string | null }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value}
        {more !== null && more !== '' && <small>{more}</small>}
      </dd>
    </div>
  )
}

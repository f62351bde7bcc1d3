import type { Frame } from '../frame.ts'

interface ChangesLinkProps {
  readonly frame: Frame
  readonly id: string
  /** Whether it also acts: what it did is asked for too. */
  readonly acts?: boolean
  /** Whether a budget for vouchers by hand can be set for it. */
  readonly budget?: boolean
}

/** The way from something to its lines in the log, for those who may read them. */
export function ChangesLink({ frame, id, acts = false, budget = false }: ChangesLinkProps) {
  if (frame.viewer?.role !== 'admin') return null
  const words = frame.words.audits
  return (
    <p class="row small">
      <a class="reach" href={`/admin/audits?subject=${id}`}>
        {words.ofThis}
      </a>
      {acts && (
        <a class="reach" href={`/admin/audits?who=${id}`}>
          {words.byThem}
        </a>
      )}
      {budget && (
        <a class="reach" href={`/admin/settings/goodwill/budgets/${id}`}>
          {frame.words.admin.goodwill.budgetTheirs}
        </a>
      )}
    </p>
  )
}

import type { PrincipalRecord } from '../principal.ts'

/** What a command makes of a principal's record, and what its caller hears; `record` null leaves it as it stands. */
export interface Decided<Outcome> {
  readonly record: PrincipalRecord | null
  readonly outcome: Outcome
}

/** A rule over one principal's ways in: pure, so that its object is a transaction around it and nothing more. */
export type Rule<Command, Outcome> = (
  record: PrincipalRecord,
  command: Command,
  now: number,
) => Decided<Outcome>

/** Nothing changes. */
export function unchanged<Outcome>(outcome: Outcome): Decided<Outcome> {
  return { record: null, outcome }
}

import { idSymbols } from '../../src/id.ts'
import { customerRow } from '../customer-record.ts'
import { type CustomerRow, customersKnown } from '../library/customers.ts'
import { digestOf } from '../secrets.ts'
import type { ImportReading, ReadLine, RowProblem } from './rows.ts'

/** What will become of a line, judged against the library. */
export type LinePlan = { readonly line: number; readonly cells: readonly string[] } & (
  | { readonly kind: 'create'; readonly row: CustomerRow }
  | { readonly kind: 'fill'; readonly before: CustomerRow; readonly after: CustomerRow }
  | { readonly kind: 'known'; readonly customer: CustomerRow }
  | { readonly kind: 'twice'; readonly of: number; readonly name: string }
  /** An earlier run has created it. */
  | { readonly kind: 'done'; readonly customer: CustomerRow }
  | { readonly kind: 'refused'; readonly problems: readonly (RowProblem | 'two')[] }
)

/** So many lines are looked up at once. */
const LOOKED_UP_MOST = 500

/** What will become of these lines. `digest` names the file: with the line it is each row's command. */
export async function planLines(
  db: D1Database,
  digest: string,
  lines: readonly ReadLine[],
  { existing }: Pick<ImportReading, 'existing'>,
  now: number,
): Promise<readonly LinePlan[]> {
  const plans: LinePlan[] = []
  // Two lines may lead to one customer, by email and by phone: only the first of them fills anything in.
  const filled = new Map<string, number>()
  for (let from = 0; from < lines.length; from += LOOKED_UP_MOST) {
    const some = lines.slice(from, from + LOOKED_UP_MOST)
    const known = await knownTo(db, digest, some)
    for (const line of some) {
      const plan = planLine(line, known, digest, existing, now)
      const earlier = plan.kind === 'fill' ? filled.get(plan.before.id) : undefined
      if (plan.kind === 'fill' && earlier === undefined) filled.set(plan.before.id, line.line)
      const repeated = plan.kind === 'fill' && earlier !== undefined
      plans.push(
        repeated ? { kind: 'known', customer: plan.before, line: line.line, cells: line.cells } : plan,
      )
    }
  }
  return plans
}

interface Known {
  readonly byCommand: ReadonlyMap<string, CustomerRow>
  readonly byEmail: ReadonlyMap<string, CustomerRow>
  readonly byPhone: ReadonlyMap<string, CustomerRow>
}

async function knownTo(db: D1Database, digest: string, lines: readonly ReadLine[]): Promise<Known> {
  const requests = lines.flatMap((line) => (line.kind === 'row' ? [line.request] : []))
  const commands = lines.map(({ line }) => commandOf(digest, line))
  const { byCommand, byEmail, byPhone } = await customersKnown(db, {
    commands,
    emails: requests.flatMap(({ email }) => email ?? []),
    phones: requests.flatMap(({ phone }) => phone ?? []),
  })
  return {
    byCommand: new Map(byCommand.map((row) => [row.command, row])),
    byEmail: new Map(byEmail.map((row) => [row.email ?? '', row])),
    byPhone: new Map(byPhone.map((row) => [row.phone ?? '', row])),
  }
}

function planLine(
  read: ReadLine,
  known: Known,
  digest: string,
  existing: ImportReading['existing'],
  now: number,
): LinePlan {
  const { line, cells } = read
  const command = commandOf(digest, line)
  const done = known.byCommand.get(command)
  if (done !== undefined) return { kind: 'done', line, cells, customer: done }
  if (read.kind === 'wrong') return { kind: 'refused', line, cells, problems: read.problems }
  if (read.kind === 'twin')
    return { kind: 'twice', line, cells, of: read.of, name: read.request.name ?? read.request.email ?? '' }
  const { request } = read
  const found = [known.byEmail.get(request.email ?? ''), known.byPhone.get(request.phone ?? '')]
  const [first, second] = found.flatMap((row) => row ?? [])
  if (first === undefined) {
    const row = customerRow(
      request,
      { id: command, digest: digestOf(JSON.stringify(request)).slice(0, 32) },
      now,
    )
    return {
      kind: 'create',
      line,
      cells,
      row: { ...row, id: `cus_${idSymbols(Buffer.from(command, 'hex'))}` },
    }
  }
  if (second !== undefined && personOf(first) !== personOf(second))
    return { kind: 'refused', line, cells, problems: ['two'] }
  const after = existing === 'fill' && first.mergedInto === null ? filledIn(first, request) : null
  return after === null
    ? { kind: 'known', line, cells, customer: first }
    : { kind: 'fill', line, cells, before: first, after }
}

/** Two records that were merged are one person. */
function personOf({ id, mergedInto }: CustomerRow): string {
  return mergedInto ?? id
}

/** The customer with what was missing; null if nothing was. A consent is asked for in person, never filled in. */
function filledIn(
  before: CustomerRow,
  request: Extract<ReadLine, { kind: 'row' }>['request'],
): CustomerRow | null {
  const after: CustomerRow = {
    ...before,
    name: before.name ?? request.name ?? null,
    email: before.email ?? request.email ?? null,
    phone: before.phone ?? request.phone ?? null,
    birthday: before.birthday ?? request.birthday ?? null,
    locale: before.locale ?? request.locale ?? null,
    zone: before.zone ?? request.zone ?? null,
    notes: before.notes ?? request.notes ?? null,
    tags: [...new Set([...before.tags, ...(request.tags ?? [])])].slice(0, TAGS_MOST),
  }
  return JSON.stringify(after) === JSON.stringify(before) ? null : after
}

const TAGS_MOST = 20

function commandOf(digest: string, line: number): string {
  return digestOf('import', digest, String(line))
}

import type { PlannedLine, PreviewPlan } from '../../../views/admin/customers/preview-page.tsx'
import type { ImportFile } from '../../customer-import/file.ts'
import { headersByField, whyRefused } from '../../customer-import/importing.ts'
import type { LinePlan } from '../../customer-import/plan.ts'
import type { ImportReading } from '../../customer-import/rows.ts'
import { nameOf } from '../../library/customers.ts'

const SAMPLE_MOST = 20
const LISTED_MOST = 50

/** The columns of a file: name, first cell that says something, and what each is taken for. */
export function columnViews({ headers, lines }: ImportFile, { columns }: ImportReading) {
  return headers.map((header, index) => ({
    header: header.slice(0, 80),
    sample: (lines.slice(0, 20).find(({ cells }) => (cells[index] ?? '') !== '')?.cells[index] ?? '').slice(
      0,
      60,
    ),
    field: columns[index] ?? '',
  }))
}

/** What will become of the file, in numbers and by line. */
export function planView(plans: readonly LinePlan[], file: ImportFile, reading: ImportReading): PreviewPlan {
  const headers = headersByField(file, reading)
  const views = (some: readonly LinePlan[], most: number) =>
    some.slice(0, most).map((plan) => lineView(plan, headers))
  const of = (...kinds: readonly LinePlan['kind'][]) => plans.filter(({ kind }) => kinds.includes(kind))
  return {
    created: of('create').length,
    updated: of('fill').length,
    skipped: of('known', 'twice', 'done').length,
    refused: of('refused').length,
    sample: views(plans, SAMPLE_MOST),
    problems: views(of('refused'), LISTED_MOST),
    duplicates: views(of('known', 'twice', 'fill'), LISTED_MOST),
  }
}

function lineView(plan: LinePlan, headers: ReadonlyMap<string, string>): PlannedLine {
  const { line } = plan
  switch (plan.kind) {
    case 'create':
      return { line, who: nameOf(plan.row), outcome: { kind: 'create' } }
    case 'fill':
      return { line, who: nameOf(plan.after), outcome: { kind: 'fill' } }
    case 'done':
      return { line, who: nameOf(plan.customer), outcome: { kind: 'done' } }
    case 'known':
      return { line, who: cellsSaid(plan), outcome: { kind: 'known', name: nameOf(plan.customer) } }
    case 'twice':
      return { line, who: plan.name, outcome: { kind: 'twice', of: plan.of } }
    case 'refused':
      return { line, who: cellsSaid(plan), outcome: { kind: 'refused', why: whyRefused(plan, headers) } }
  }
}

function cellsSaid({ cells }: LinePlan): string {
  return cells
    .filter((cell) => cell.trim() !== '')
    .slice(0, 3)
    .join(' · ')
    .slice(0, 80)
}

import type { Context } from 'hono'
import { chosenCodeProblem, guessable } from '../../src/code.ts'
import type { Directory } from '../../src/directory.ts'
import type { Terms } from '../../src/terms.ts'
import { closesAt } from '../../src/validity.ts'
import type { IssuePreviewProps } from '../../views/admin/issue-preview.tsx'
import type { IssueValues } from '../../views/admin/issue-values.ts'
import { validitySentence } from '../../views/admin/validity-sentence.ts'
import { en } from '../../views/words/en.ts'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { promiseView } from '../ticket.ts'
import { readIssueForm } from './issue-form.ts'

/** The voucher as it would be, from a form that may be half filled in. */
export function previewOf(
  c: Context<AppEnv>,
  values: IssueValues,
  customerName: string | null,
): Omit<IssuePreviewProps, 'frame'> {
  const { directory, now } = c.var
  const { terms, complete } = termsSoFar(values, directory)
  const ends = closesAt(terms.validity, terms.zone, now)
  const shops =
    terms.store_ids.length === 0
      ? directory.stores
      : directory.stores.filter(({ id }) => terms.store_ids.includes(id))
  const frame = frameFor(c, c.get('principal'))
  const typed = values.code_mode === 'chosen' && values.code !== ''
  const written = values.code.replace(/[\s-]/g, '')
  const problem = typed ? chosenCodeProblem(written) : null
  const chosen = typed && problem === null
  return {
    sentence: complete ? validitySentence(frame, { closesAt: ends, zone: terms.zone, shops }) : null,
    code: values.code_mode === 'none' ? 'hidden' : chosen ? 'chosen' : 'sample',
    chosenCodeProblem: problem === null ? null : CODE_PROBLEM[problem],
    guessable: chosen && guessable(written),
    ticket: {
      ...promiseView(terms, directory),
      id: '',
      code: chosen ? written.toUpperCase() : SAMPLE_CODE,
      title: values.title,
      status: 'active',
      opensAt: null,
      closesAt: ends,
      usesLeft: terms.uses,
      balance: terms.benefit.kind === 'value' ? terms.benefit.amount : null,
      bound: customerName !== null,
      holderFirstName: customerName?.split(' ')[0] ?? null,
      redemptions: [],
      lockedAt: null,
      version: 0,
    },
  }
}

/** The terms as far as the form says them: what is missing or wrong does not stop the rest from being shown. */
function termsSoFar(values: IssueValues, directory: Directory): { terms: Terms; complete: boolean } {
  const titled = {
    ...values,
    title: values.title.slice(0, 80).toWellFormed() || en.admin.issue.previewTitle,
    code_mode: 'automatic' as const,
  }
  const attempts = [
    titled,
    { ...titled, benefit_kind: 'item' as const, item: '', minimum_spend: '', windows: [] },
  ]
  for (const attempt of attempts) {
    const reading = readIssueForm(attempt, '', directory)
    if (reading.kind === 'good') return { terms: reading.issuing.terms, complete: true }
  }
  return { terms: { ...NOTHING_SAID, zone: directory.brand.zone }, complete: false }
}

const NOTHING_SAID: Terms = {
  title: '',
  description: '',
  image_url: null,
  code_shown: true,
  benefit: { kind: 'custom', text: '' },
  validity: { kind: 'unlimited' },
  zone: 'UTC',
  store_ids: [],
  uses: 1,
  windows: [],
  minimum_spend: null,
}

/** Says on the ticket itself that it is no real code. */
const SAMPLE_CODE = 'SAMPLE'

const { problems } = en.admin.issue
const CODE_PROBLEM = {
  length: problems.code,
  symbols: problems.codeSymbols,
  reserved_length: problems.codeReserved,
} as const

import { randomBytes } from 'node:crypto'
import type { Issue } from '../../src/command.ts'
import type { VoucherId } from '../../src/id.ts'
import type { Terms } from '../../src/terms.ts'
import { derivedCode, seal, voucherIdForCode } from '../../worker/code-vault.ts'
import { accepted, sent } from '../objects/living-voucher.ts'
import { issue, type Wish } from '../unit/a-voucher.ts'
import { world } from './cast.ts'

/** A voucher with conditions, as an offer gives them: code and id as the front door derives them. */
export async function conditioned(
  conditions: Partial<Terms>,
  wish: Wish = {},
  more: Partial<Pick<Issue, 'offer' | 'campaign'>> = {},
): Promise<{ readonly id: VoucherId; readonly code: string }> {
  const code = derivedCode(world, randomBytes(32).toString('hex'), 0)
  const id = voucherIdForCode(world, code)
  const sealed = { voucher: id, sealedCode: seal(world, id, code), codeLast4: code.slice(-4) }
  await accepted(id, sent(issue({ ...wish, conditions }, { ...sealed, ...more })))
  return { id, code }
}

import { CHAIN_START, chained, wordsHash } from './hash-chain.ts'

/** A line of a ledger as it is stored, texts unpacked and hashes in hex; line 0 holds the refused attempts. */
export interface CopiedLine {
  readonly seq: number
  readonly facts: string
  readonly words: string | null
  readonly salt: string | null
  readonly words_hash: string | null
  readonly hash: string | null
}

/** A whole ledger, of a voucher or an account, as a backup carries it. */
export type LedgerCopy = readonly CopiedLine[]

/** What came of restoring: `different` and `flawed` have changed nothing. */
export type Restoring = 'restored' | 'same' | 'different' | 'flawed'

/**
 * Whether this is the whole, unaltered ledger of that owner (null: of any): every hash follows from the one before, every
 * line folds. `ownerOf` folds the entries and says whose they are; it may throw.
 */
export function isWhole(
  copy: LedgerCopy,
  name: string | null,
  ownerOf: (entries: readonly unknown[]) => string | null,
): boolean {
  try {
    const own = ownerOf(acceptedOf(copy).map(({ facts }) => JSON.parse(facts) as unknown))
    return own !== null && own === (name ?? own) && isChained(acceptedOf(copy)) && areAttempts(copy)
  } catch {
    return false
  }
}

function isChained(lines: LedgerCopy): boolean {
  let previous = CHAIN_START
  for (const line of lines) {
    // Words that were erased are gone with their salt; their hash stays, so that the chain stays whole.
    const spoken = line.words === null || line.salt === null ? null : wordsHash(line.words, line.salt)
    if (spoken !== null && spoken !== line.words_hash) return false
    if (line.words !== null && line.salt === null) return false
    previous = chained(previous, line.facts, line.words_hash)
    if (previous !== line.hash || (JSON.parse(line.facts) as { seq?: unknown }).seq !== line.seq) return false
  }
  return true
}

function areAttempts(copy: LedgerCopy): boolean {
  const [first] = copy
  if (first === undefined || first.seq !== 0) return true
  const { attempts } = JSON.parse(first.facts) as { attempts?: unknown }
  return Array.isArray(attempts) && first.hash === null
}

function acceptedOf(copy: LedgerCopy): LedgerCopy {
  return copy.filter(({ seq }) => seq !== 0)
}

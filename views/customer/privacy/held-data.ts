/** Who acted, without naming anybody of the staff. */
export type HeldActor = 'you' | 'staff' | 'system'

/** A voucher of theirs with everything typed about it. Instants are RFC 3339. */
export interface HeldVoucher {
  readonly id: string
  /** Null where the holder is not shown it. */
  readonly code: string | null
  readonly title: string
  readonly description: string
  readonly image_url: string | null
  readonly status: string
  readonly issued_at: string
  readonly valid_until: string | null
  readonly ledger: readonly HeldLine[]
}

/** What happened to a voucher: when, in which shop, and what was typed. */
export interface HeldLine {
  readonly at: string
  readonly kind: string
  readonly store: string | null
  /** Minor units. */
  readonly amount: number | null
  readonly words: Readonly<Record<string, unknown>>
}

/** Something that came to or went from their account. Amounts in minor units of `currency`, or points where it is null. */
export interface HeldMove {
  readonly at: string
  readonly kind: string
  readonly unit: 'points' | 'cashback' | 'balance' | null
  readonly amount: number | null
  readonly currency: string | null
  /** What was there afterwards. */
  readonly balance: number | null
  readonly ends_at: string | null
  readonly store: string | null
  readonly reason: string | null
}

/** Everything that is held about one customer: the file they download, and what the page shows. */
export interface HeldData {
  readonly made_at: string
  readonly brand: string
  readonly customer: {
    readonly id: string
    readonly name: string | null
    readonly email: string | null
    readonly phone: string | null
    readonly birthday: string | null
    readonly language: string | null
    readonly time_zone: string | null
    readonly card: string
    readonly tags: readonly string[]
    readonly notes: string | null
    readonly plan: string | null
    readonly created_at: string
    readonly updated_at: string | null
  }
  readonly consents: {
    readonly messages: boolean
    readonly changes: readonly { readonly at: string; readonly given: boolean; readonly by: HeldActor }[]
  }
  readonly vouchers: readonly HeldVoucher[]
  readonly account: readonly HeldMove[]
  /** Plans they bought; the end is when it was, or is to be, over. */
  readonly plans: readonly {
    readonly name: string
    readonly starts_at: string
    readonly ends_at: string | null
  }[]
  readonly requests: readonly {
    readonly asked_at: string
    readonly state: 'waiting' | 'approved' | 'declined'
    readonly title: string
    readonly reason: string | null
    readonly note: string | null
  }[]
  readonly sessions: readonly {
    readonly browser: string
    readonly from: string | null
    readonly started_at: string
    readonly last_used_at: string
    readonly ends_at: string
  }[]
  readonly letters: readonly { readonly at: string; readonly from: string | null }[]
  readonly merged_records: readonly {
    readonly id: string
    readonly at: string
    readonly name: string | null
    readonly email: string | null
    readonly phone: string | null
    readonly notes: string | null
  }[]
  readonly changes: readonly { readonly at: string; readonly action: string; readonly by: HeldActor }[]
}

/** What the page shows of it. */
export interface HeldGlance {
  readonly data: HeldData
  /** So many vouchers are older than those of the page; the files have them. */
  readonly older: number
}

import type { RefusalOf, RefusalTerms, RefusalWords } from '../refusal-words.ts'

/** 'at Chiado' or 'without a shop', for uses whose shop may be none of the reader's. */
function place({ store }: { readonly store: string | null }, terms: RefusalTerms): string {
  const name = store === null ? null : terms.storeName(store)
  return name === null ? '' : ` at ${name}`
}

function dayTaken({ uses, opens_at, zone }: RefusalOf<'voucher_limit_reached'>, terms: RefusalTerms): string {
  const taken = uses === 1 ? 'It was used today, as often as' : `It was used ${uses} times today, as often as`
  return opens_at === null || opens_at === undefined
    ? `${taken} one day allows, and today is its last. A manager can make an exception.`
    : `${taken} one day allows. It can be used again ${terms.moment(opens_at, zone)}.`
}

/**
 * Why a voucher cannot be used, or an act on it cannot be done: the fact that helps, then what to do next. Said to staff
 * at the counter and in answers of the API.
 */
export const refusals: RefusalWords = {
  malformed_request: () => 'Something is missing in what was sent. Check the fields and send it again.',
  unauthenticated: () => 'You are not signed in. Sign in, then scan again.',
  operator_not_permitted: () => 'Your role may not do this. Ask a manager.',
  rate_limited: () => 'Too many tries in a short time. Wait a moment, then scan again.',
  idempotency_key_reused: () =>
    'The same request was sent before with other content. Start again from the scan.',
  code_malformed: () => 'This is not one of our codes. Check the letters, group by group.',
  voucher_not_found: () => 'We do not know this code. Check the letters, group by group.',
  code_revoked: () => 'This code was replaced by a new one. Ask the customer to open the voucher again.',
  stale_code: () => 'This is an old picture of the voucher. Ask the customer to open it again.',
  voucher_void: (refusal, terms) =>
    `It was ended ${terms.ago(refusal.at)}${place(refusal, terms)}. Do not give it; a manager can issue a new one.`,
  voucher_blocked: (refusal, terms) =>
    `It was blocked ${terms.ago(refusal.at)}${place(refusal, terms)}. Ask a manager to look at it.`,
  already_redeemed: (refusal, terms) =>
    `Already redeemed ${terms.ago(refusal.at)}${place(refusal, terms)}. Do not give it again.`,
  voucher_limit_reached: (refusal, terms) =>
    refusal.opens_at !== undefined
      ? dayTaken(refusal, terms)
      : `All ${refusal.uses} uses are taken, the last ${terms.ago(refusal.at)}${place(refusal, terms)}. Do not give it again.`,
  balance_empty: (refusal, terms) =>
    `Nothing is left on it; it was last used ${terms.ago(refusal.at)}${place(refusal, terms)}. Take another payment.`,
  held: (refusal, terms) => {
    const { order_id: order } = refusal
    const who = order === null ? 'Another order' : `Order ${order}`
    const on = refusal.can_take_over
      ? 'Take it over only if that order will not go on.'
      : 'Finish or cancel that order, or wait until then.'
    return `${who}${place(refusal, terms)} holds it until ${terms.moment(refusal.expires_at)}. ${on}`
  },
  leased_offline: () =>
    'A till without connection may be using it. Wait until that till is back, then scan again.',
  not_yet_valid: (refusal, terms) =>
    `It is valid from ${terms.moment(refusal.opens_at)}. Ask the customer to come back then.`,
  expired: (refusal, terms) =>
    `It was valid until ${terms.until(refusal.closed_at, refusal.zone)}. A manager can make an exception.`,
  outside_usage_window: (refusal, terms) =>
    refusal.opens_at === null
      ? 'It has no more hours in which it can be used. A manager can make an exception.'
      : `Opens ${terms.moment(refusal.opens_at, refusal.zone)}. Ask the customer to come back then.`,
  store_not_participating: (refusal, terms) => {
    const names = refusal.store_ids.flatMap((id) => terms.storeName(id) ?? [])
    return names.length === 0
      ? 'It does not hold in this shop. The voucher names the shops where it does.'
      : `It does not hold in this shop, but in ${terms.list(names)}.`
  },
  partner_not_approved: () => 'This partner may not take it. Send the customer to one of our shops.',
  channel_not_allowed: (refusal) =>
    refusal.channels.includes('online')
      ? 'It is for online orders only. Send the customer to our shop on the net.'
      : 'It is for our shops only. Ask the customer to show it at the counter.',
  customer_required: () => 'It is for one customer only. Say who uses it: it needs the name of its holder.',
  holder_mismatch: () => 'It belongs to another customer. Ask for the card of whoever it was given to.',
  customer_limit_reached: () => 'This customer has used it as often as it allows. Do not give it again.',
  order_required: (refusal) =>
    refusal.items === true
      ? 'Only some products take part. Say which of them are in the order.'
      : 'It depends on what is bought. Enter the order’s total first.',
  currency_mismatch: (refusal) =>
    `It is in ${refusal.currency}. Charge the order in ${refusal.currency}, or take another payment.`,
  product_not_eligible: () => 'None of the products in this order take part. Add one that does.',
  minimum_spend_not_met: (refusal, terms) =>
    `From ${terms.money(refusal.minimum, refusal.currency)} on. ${terms.money(refusal.missing, refusal.currency)} to go.`,
  not_combinable: () => 'It cannot be combined with another voucher. Use one of them.',
  amount_invalid: (refusal, terms) =>
    refusal.balance === null || refusal.currency === null
      ? 'It is used as a whole. Leave the amount empty.'
      : refusal.most !== undefined
        ? `Enter an amount up to ${terms.money(refusal.most, refusal.currency)}: the rest of the order takes no part.`
        : `Enter an amount up to ${terms.money(refusal.balance, refusal.currency)}, which is left on it.`,
  insufficient_balance: (refusal, terms) =>
    `Only ${terms.money(refusal.balance, refusal.currency)} is left. Take that, and the rest another way.`,
  input_required: () => 'An answer is missing. Fill in what the voucher asks for.',
  self_redemption: () => 'You issued it to yourself. Ask a colleague to redeem it.',
  code_taken: () => 'This code is taken. Choose another one.',
  validity_in_past: (refusal, terms) =>
    `It would have ended ${terms.moment(refusal.closes_at)}. Choose a date that is not in the past.`,
  hold_not_found: () => 'There is no such hold, or it has ended. Ask for a new one.',
  hold_of_other_key: () => 'Somebody else asked for this hold. Name your own, or ask for one.',
  hold_taken_over: (refusal, terms) =>
    `A counter took it over ${terms.ago(refusal.at)}${place(refusal, terms)}. Tell the customer, or ask for a new hold.`,
  hold_expired: (refusal, terms) =>
    `This hold ended ${terms.ago(refusal.expired_at)}. Ask for a new one, or redeem without it.`,
  redemption_not_found: () => 'This voucher has no such redemption. Choose one from its trace.',
  already_rolled_back: (refusal, terms) =>
    `It was rolled back ${terms.ago(refusal.at)} already. Nothing more to do.`,
  undo_other_device: () => 'It was done on another device. Undo it there, or ask a manager.',
  undo_window_closed: (refusal, terms) =>
    `It could be undone until ${terms.moment(refusal.closed_at)}. A manager can take it back.`,
  amount_exceeds_redeemed: (refusal, terms) =>
    `Only ${terms.money(refusal.redeemed, refusal.currency)} was taken. Give back that much at most.`,
  not_blocked: () => 'It is not blocked. Nothing to lift.',
  not_extended: (refusal, terms) =>
    refusal.closes_at === null
      ? 'It has no end date, so there is nothing to extend.'
      : `It is valid until ${terms.until(refusal.closes_at, null)} already. Choose a later end.`,
  voucher_in_use: () =>
    'It has been used. Roll its redemption back first, then cancel the claim. Where a voucher counts every use, it stays used.',
  offer_not_open: (refusal, terms) =>
    refusal.opens_at === null
      ? 'This offer is not open now. Choose another one.'
      : `This offer opens ${terms.moment(refusal.opens_at)}. Come back then.`,
  plan_required: () => 'This offer is for members of a plan this customer does not have. Choose another one.',
  segment_required: () => 'This offer is for customers the shop has chosen. Choose another one.',
  first_purchase_only: () =>
    'It is for a first purchase, and this customer has made one. Choose another offer.',
  claim_limit_reached: (refusal, terms) =>
    refusal.opens_at === null
      ? 'This customer has taken this offer as often as it allows. Choose another one.'
      : `This customer has taken this offer as often as it allows. It can be taken again ${terms.moment(refusal.opens_at)}.`,
  insufficient_points: (refusal) =>
    `There are only ${refusal.balance} points. Collect the rest first, or take fewer.`,
  insufficient_cashback: (refusal, terms) =>
    `There is only ${terms.money(refusal.balance, refusal.currency)} of cashback. Take that much at most.`,
  out_of_stock: () => 'All of these have been taken. Choose another offer.',
  budget_exhausted: () => 'The budget of this campaign is used up. Choose another offer.',
  claim_not_found: () => 'We do not know this claim. Look for it in the customer’s statement.',
  claim_not_standing: () => 'This claim is not standing: it was refused or cancelled. Nothing more to do.',
  purchase_not_found: () => 'We do not know this purchase. Look for it in the customer’s statement.',
  purchase_reversed: (refusal, terms) =>
    `This purchase was reversed ${terms.ago(refusal.at)}. Nothing more to do.`,
  nothing_to_refund: () => 'The claim took nothing, so nothing can be given back. Void it without a refund.',
}

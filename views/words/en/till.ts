/** Words of the counter about customers' accounts: purchases, and what they get by a claim word. */
export const till = {
  points: 'Points',
  cashback: 'Cashback',
  balance: 'Balance',
  ofCashback: (sum: string) => `${sum} of cashback`,
  ofBalance: (sum: string) => `${sum} of balance`,
  owes: (amount: string) => `owes ${amount}`,

  purchase: {
    title: 'Record a purchase',
    total: (currency: string) => `Paid, in ${currency}`,
    order: 'Receipt',
    act: 'Record it',
    unclear: 'Write what was paid, such as 4.50.',
    ofOther:
      'This receipt was recorded for another customer. Compare its number. If it was taken back there, add a letter to it.',
    wasTakenBack: (moment: string) =>
      `This receipt was taken back ${moment}. To record it again, add a letter to its number.`,
    latest: (count: number) => (count === 1 ? 'Latest purchase' : `Latest ${count} purchases`),
    /** What an answer is about: '€12.50 for Ana'. */
    of: (sum: string, name: string | null) => (name === null ? sum : `${sum} for ${name}`),
    known: (moment: string) => `It was recorded ${moment} already, and counts once.`,
    earned: 'Earned',
    nothing: 'Nothing',
    /** Below what was earned. */
    repaid: (amount: string) => `${amount} of it paid what was owed`,
    has: 'Has now',
    receipt: 'Receipt',
    takeBack: 'Take it back',
    takeBackUntil: (until: string) => `Take it back (until ${until})`,
    takeBackWhy: 'Why take it back?',
    takeBackNow: 'Take it back now',
    reasons: {
      wrong_amount: 'Wrong amount',
      wrong_customer: 'Wrong customer',
      returned: 'Goods came back',
      other: 'Other',
    },
    takenBack: (moment: string) => `It was taken back ${moment}.`,
    taken: 'Taken back',
    owed: 'Owed',
    owedHow: 'It was spent already. The next that comes pays it first.',
    /** A voucher the purchase had brought by itself. */
    gift: 'Voucher it brought',
    gifts: {
      taken_back: 'Taken back too: it had not been used.',
      kept: 'It stays: it was used, or cannot be taken back.',
      underway: 'It is being taken back. Look again in a moment.',
    },
  },

  /** A claim word said at the counter: it gives each customer a voucher of their own. */
  claim: {
    lead: (word: string) => `${word} gives each customer a voucher of their own. Ask for their card.`,
    /** Above what the offer's own page says. */
    customersRead: 'Customers read:',
    /** Above the field for codes, before the word. */
    wanted: 'Now the customer’s card, for',
    card: 'The customer’s card',
    cardHint: 'Scan it, or type what stands below its code.',
    goOn: 'Go on',
    scanCard: 'Scan the card',
    to: (name: string | null) => (name === null ? 'For this customer' : `For ${name}`),
    costs: 'Costs',
    costsNothing: 'Nothing',
    act: 'Give it',
    notYet: 'Not yet',
    given: (name: string | null) =>
      name === null ? 'Given: it is in their wallet' : `Given to ${name}: it is in their wallet`,
    onItsWay: 'The voucher is on its way. Scan their card again in a moment.',
    over: 'This word leads to no offer any more.',
    notByPin:
      'This word gives customers a voucher, and a PIN does not say who they are. Somebody who signs in with a passkey can give it, or the customer takes it with their own phone.',
    hindrances: {
      automatic: () => 'Nobody has to ask for it: it comes by itself.',
      ended: () => 'This offer has ended.',
      not_open: () => 'This offer is not open right now.',
      out_of_stock: () => 'None are left.',
      used_up: () => 'It is used up for now.',
      opens_at: (moment: string) => `It opens ${moment}.`,
      have_it: () => 'They have it already: scan it from their wallet.',
      again: (moment: string) => `They can get it again from ${moment}.`,
      limit_reached: (most: number, often: string | null) => {
        if (often !== null) return `They have had it as often as it goes: ${often}.`
        return most === 1
          ? 'They have had it, and it is once for each customer.'
          : `They have had it ${most} times, as often as it goes.`
      },
      plan_needed: (plans: string) => `It is for members of ${plans}.`,
      segment_needed: () => 'It is for customers the brand has chosen.',
      first_purchase_only: () => 'It is for a first purchase, and they have made one.',
      points_missing: (missing: string) => `They are ${missing} points short.`,
      cashback_missing: (missing: string) => `They are ${missing} of cashback short.`,
      balance_missing: (missing: string) => `They are ${missing} of balance short.`,
    },
  },
}

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
    totalHint: 'What the receipt says.',
    order: 'Receipt number',
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
    recorded: 'Recorded',
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
    tooLate: 'A manager can take it back.',
    takenBack: (moment: string) => `It was taken back ${moment}.`,
    taken: 'Taken back',
    owed: 'Owed',
    owedHow: 'It was spent already. The next that comes pays it first.',
  },
}

/** Words of the home page, of what happened, of the search over everything, and of the system page. */
export const desk = {
  home: {
    title: 'The last 30 days',
    days: (from: string, to: string, zone: string) =>
      `${from} to ${to}, days in ${zone}. Today is still running.`,
    onlyYours: 'Counted in your shops only.',
    issue: 'Issue a voucher',
    asOf: (time: string) => `As of ${time}.`,
    behind: 'More is being counted right now; look again in a minute.',
    figures: {
      issued: 'Issued',
      redeemed: 'Redeemed',
      ended: 'Ended unused',
      refused: 'Refused attempts',
      value: 'Value outstanding',
    },
    more: (count: string) => `${count} more than the 30 days before`,
    fewer: (count: string) => `${count} fewer than the 30 days before`,
    same: 'As many as in the 30 days before',
    rolledBack: (count: number, shown: string) =>
      count === 0 ? 'None of them rolled back' : `${shown} rolled back since`,
    endedHow: 'Their last day passed with something left',
    refusedHow: 'Shown at a counter or sent by a till, and not accepted',
    valueHow: 'What open vouchers still hold, as of now',
    endingSoon: (amount: string) => `${amount} of it ends within a week`,
    noValue: 'No open voucher holds money',
    chart: 'How many were redeemed each day?',
    chartTitle: (from: string, to: string, all: string) =>
      `Redemptions a day, ${from} to ${to}. ${all} in all`,
    chartPeak: (day: string, count: string) => `most on ${day}, ${count}.`,
    chartNone: 'none on any day.',
    today: 'today',
    table: 'The same as a table',
    columns: { day: 'Day', issued: 'Issued', redeemed: 'Redeemed', refused: 'Refused', ended: 'Last day' },
    tableHow: 'Last day: vouchers that ended, or will end, with that day and still had something left.',
    attention: 'What needs your attention',
    nothing: 'Nothing does.',
    blocked: (count: number) => (count === 1 ? 'One voucher is blocked' : `${count} vouchers are blocked`),
    manyBlocked: (count: number) => `${count} vouchers or more are blocked`,
    troubles: (count: number) =>
      count === 1
        ? 'One thing keeps failing in the background'
        : `${count} things keep failing in the background`,
    valueEnds: (amount: string) => `${amount} of value ends within a week`,
    more_pages: 'More',
    settings: 'Settings',
    system: 'System',
    emptyTitle: 'Nothing has happened yet',
    emptyHow:
      'Issue a first voucher: it takes a title and twenty seconds. What happens to it is counted here.',
  },
  activity: {
    title: 'What happened',
    kinds: { issued: 'Issued', redeemed: 'Redeemed', rolled_back: 'Rolled back', refused: 'Refused' },
    what: 'What',
    from: 'From',
    to: 'Until',
    show: 'Show',
    caption: 'What happened, newest first',
    columns: { voucher: 'Voucher', when: 'When', where: 'Shop', amount: 'Amount', why: 'Why not' },
    nowhere: 'No shop',
    none: 'Nothing of this kind',
    noneHow: 'Choose other days, or another kind.',
    older: 'Older ones',
    keptHow: 'Of each voucher the newest 40 refused attempts are kept; the figures also count older ones.',
  },
}

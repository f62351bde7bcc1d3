/** Words about offers that customers read: on cards, on their pages, in previews. */
export const offers = {
  /** The act of a card. */
  get: 'Get this',
  usePoints: (points: string) => `Use ${points} points`,
  useCashback: (sum: string) => `Use ${sum} of cashback`,
  useBalance: (sum: string) => `Use ${sum} of your balance`,
  nameless: 'What you promise',

  /** On what an offer gives itself. */
  given: {
    purchase: (least: string | null) =>
      least === null
        ? 'Given by itself after every purchase'
        : `Given by itself after every purchase of ${least} or more`,
    visit: (every: number) =>
      every === 1 ? 'Given by itself on every visit' : `Given by itself on every ${ordinal(every)} visit`,
    points: (points: string) => `Given by itself once there are ${points} points, once a year`,
    sign_up: 'Given by itself to whoever joins',
    birthday: 'Given by itself on the birthday',
    absence: (days: number) =>
      days === 1
        ? 'Given by itself after a day without a visit'
        : `Given by itself after ${days} days without a visit`,
  },

  points: (points: string) => `${points} points`,
  cashback: (sum: string) => `${sum} of your cashback`,
  balance: (sum: string) => `${sum} of your balance`,
  everyone: 'For everyone',
  members: (plans: string) => `For members of ${plans}`,
  chosen: 'For selected customers',
  firstPurchase: 'For your first purchase',
  first: 'first purchase only',
  often: {
    ever: (times: number) => (times === 1 ? 'once' : `${times} times`),
    day: (times: number) => (times === 1 ? 'once a day' : `${times} times a day`),
    week: (times: number) => (times === 1 ? 'once a week' : `${times} times a week`),
    month: (times: number) => (times === 1 ? 'once a month' : `${times} times a month`),
    year: (times: number) => (times === 1 ? 'once a year' : `${times} times a year`),
  },
  from: (moment: string) => `From ${moment}`,
  until: (moment: string) => `Until ${moment}`,
  between: (from: string, until: string) => `From ${from} until ${until}`,
  hours: (hours: string) => `Use it ${hours}`,
  notOn: (dates: string) => `Not on ${dates}`,
  left: (left: string, of: string) => `${left} of ${of} left`,
  inAll: (of: string) => `${of} in all`,
  fewLeft: 'Few left',
  noneLeft: 'None left',
  anyShop: (count: number) => (count === 1 ? 'In our shop' : `In any of our ${count} shops`),
  inShops: (shops: string) => `In ${shops}`,
  andOnline: 'and online',
  onlineToo: 'In our shops and online',
  online: 'Online only',
  minimumSpend: (sum: string) => `For orders from ${sum}`,
  fromSpend: (sum: string) => `for orders from ${sum}`,
  certainProducts: 'On certain products',
  lasts: {
    unlimited: 'Without an end, once you have it',
    days: (days: number) =>
      days === 1 ? 'Good for the day you get it' : `Good for ${days} days once you have it`,
    months: (months: number) =>
      months === 1 ? 'Good for a month once you have it' : `Good for ${months} months once you have it`,
    date: (moment: string) => `Good until ${moment}`,
  },
  uses: (uses: number) => `${uses} uses`,
  perDay: (uses: number) => (uses === 1 ? 'one a day' : `${uses} a day`),
  alone: 'Not together with other vouchers',
  holder: 'Only you can use it',
}

function ordinal(number: number): string {
  const teen = Math.floor(number / 10) % 10 === 1
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
  return `${number}${ending}`
}

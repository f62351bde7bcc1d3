import type { Action } from '../../../src/permission.ts'

/** A page people look for by what it is about. */
interface DeskPage {
  readonly href: string
  readonly title: string
  readonly keywords: string
  readonly action: Action
}

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
    columns: {
      day: 'Day',
      source: 'Source',
      issued: 'Issued',
      redeemed: 'Redeemed',
      refused: 'Refused',
      ended: 'Last day',
    },
    sources: 'Where did vouchers come from?',
    tableHow: 'Last day: vouchers that ended, or will end, with that day and still had something left.',
    attention: 'What needs your attention',
    nothing: 'Nothing does.',
    blocked: (count: number) => (count === 1 ? 'One voucher is blocked' : `${count} vouchers are blocked`),
    manyBlocked: (count: number) => `${count} vouchers or more are blocked`,
    approvals: (count: number) =>
      count === 1 ? 'One request waits for approval' : `${count} requests wait for approval`,
    manyApprovals: (count: number) => `${count} requests or more wait for approval`,
    troubles: (count: number) =>
      count === 1
        ? 'One thing keeps failing in the background'
        : `${count} things keep failing in the background`,
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
  search: {
    title: 'Search',
    label: 'Search everything',
    placeholder: 'Customer, voucher, shop…',
    submit: 'Search',
    groups: { customers: 'Customers', vouchers: 'Vouchers', stores: 'Shops', pages: 'Pages' },
    count: (count: number) => (count === 0 ? 'Nothing found' : count === 1 ? '1 result' : `${count} results`),
    start: 'Write a name, an email, the last digits of a phone, a title, a code or a shop.',
    none: (q: string) => `Nothing found for “${q}”`,
    noneHow: 'Check the spelling, or write less of it: the beginning of a word is enough.',
    unknownCode:
      'No voucher has this code. It is well formed, so it may belong to another brand, or one symbol was read as another.',
    unknownId: 'No voucher has this id.',
    mistyped: (group: number | null) =>
      group === null
        ? 'This looks like a code, but one symbol or more is wrong.'
        : `This looks like a code, but one symbol is wrong: check group ${group}.`,
  },
  system: {
    title: 'System',
    lead: 'How this deployment is doing. Vouchers are redeemed whatever is said here.',
    lists: 'Lists and figures',
    lag: 'Lists',
    lagNone: 'Everything has arrived, as far as we were told',
    lagSome: (since: string) => `The oldest missing change is from ${since}`,
    counted: 'Figures counted',
    never: 'Not yet',
    clock: 'Clock last ran',
    stuck: 'Vouchers and accounts missing in lists',
    stuckNone:
      'None. A voucher or account that fails three times in a row is shown here; it goes on trying by itself.',
    stuckHow:
      'Each of these goes on trying by itself; so does the clock, every minute. Their own pages are right.',
    retry: 'Try again now',
    retryNamed: (what: string) => `Try ${what} again now`,
    retried: 'It worked. The lists have it now.',
    stillFailing: 'It failed again. The lists cannot be written right now; try later.',
    jobs: 'Failed work in the background',
    jobsNone: 'None. What the clock does every minute went well.',
    jobNames: {
      figures: 'Counting figures',
      rules: 'Giving automatic offers',
      stuck_vouchers: 'Retrying vouchers',
      retention: 'Ending what is kept no longer',
      import_files: 'Forgetting imported files',
      guesses: 'Ending what was tried long ago',
      letters: 'Forgetting which letters were sent',
      erasures: 'Erasing customers',
      plans: 'Giving out what plans promise',
    },
    keys: 'API keys',
    keysNone: 'None yet.',
    keysUnknown: 'Not known while the library does not answer.',
    keyUsed: (when: string) => `Last used: ${when}`,
    keyUnused: 'Never used',
    versions: 'Versions',
    build: 'Build',
    local: 'Local, not deployed',
    world: 'World',
    worlds: { test: 'Test', live: 'Live' },
    compatibility: 'Compatibility date',
    runtime: 'Runtime',
    migrations: 'Last migration of the lists',
    migrationsMore: (count: number) => `${count} in all`,
    unreadable: 'The lists do not answer right now, so part of this page is missing.',
  },
  /** Pages by name and by what people call them. */
  pages: [
    {
      href: '/admin',
      title: 'Home',
      keywords: 'figures numbers report chart overview dashboard',
      action: 'reports:read',
    },
    {
      href: '/admin/issue',
      title: 'Issue a voucher',
      keywords: 'new create goodwill gift',
      action: 'vouchers:issue',
    },
    {
      href: '/admin/offers',
      title: 'Offers',
      keywords: 'coupons rewards promotions publish portal campaign',
      action: 'offers:read',
    },
    {
      href: '/admin/activity',
      title: 'What happened',
      keywords: 'activity redemptions refused attempts log',
      action: 'reports:read',
    },
    {
      href: '/admin/settings',
      title: 'Settings',
      keywords: 'set up configuration options',
      action: 'settings:read',
    },
    {
      href: '/admin/settings/brand',
      title: 'Brand',
      keywords: 'name logo colour color zone currency language look',
      action: 'settings:read',
    },
    {
      href: '/admin/settings/stores',
      title: 'Shops',
      keywords: 'stores address opening hours places',
      action: 'settings:read',
    },
    {
      href: '/admin/settings/staff',
      title: 'Staff',
      keywords: 'people team invite roles users colleagues',
      action: 'staff:read',
    },
    {
      href: '/admin/settings/devices',
      title: 'Devices',
      keywords: 'kiosk till tablet',
      action: 'settings:read',
    },
    {
      href: '/admin/settings/keys',
      title: 'API keys',
      keywords: 'api key token secret scopes integration webshop till',
      action: 'keys:write',
    },
    {
      href: '/admin/settings/plans',
      title: 'Plans',
      keywords: 'membership subscription price',
      action: 'settings:read',
    },
    {
      href: '/admin/settings/tags',
      title: 'Customer tags',
      keywords: 'labels segments',
      action: 'settings:read',
    },
    {
      href: '/admin/settings/categories',
      title: 'Offer categories',
      keywords: 'groups',
      action: 'settings:read',
    },
    {
      href: '/admin/settings/campaigns',
      title: 'Campaigns',
      keywords: 'offers groups',
      action: 'settings:read',
    },
    {
      href: '/admin/settings/goodwill',
      title: 'Goodwill',
      keywords: 'reasons budget apology monthly',
      action: 'settings:read',
    },
    {
      href: '/admin/settings/retention',
      title: 'Retention',
      keywords: 'erase delete privacy keep data',
      action: 'settings:read',
    },
    {
      href: '/admin/settings/export',
      title: 'Export',
      keywords: 'download data csv',
      action: 'settings:write',
    },
    {
      href: '/admin/approvals',
      title: 'Approvals',
      keywords: 'waiting approve budget requests',
      action: 'approvals:decide',
    },
    {
      href: '/admin/audits',
      title: 'Log',
      keywords: 'audit changes history who sign-ins refusals',
      action: 'audits:read',
    },
    {
      href: '/account',
      title: 'Your account',
      keywords: 'passkey passkeys pin sessions browsers sign out password',
      action: 'account:own',
    },
    {
      href: '/admin/system',
      title: 'System',
      keywords: 'health versions errors jobs stuck lag',
      action: 'system:read',
    },
    {
      href: '/admin/system/guesses',
      title: 'Codes nobody issued',
      keywords: 'guesses attack limits blocked refused tries security',
      action: 'system:read',
    },
  ] satisfies readonly DeskPage[],
}

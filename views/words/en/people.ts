/** Words of the settings where people at work and devices are looked after. Both areas say the same things. */
interface AreaWords {
  readonly title: string
  readonly lead: string
  readonly add: string
  readonly search: string
  readonly caption: string
  readonly noneYet: string
  readonly noneYetHow: string
  readonly newLead: string
  readonly create: string
  readonly nameHint: string
  readonly linkLead: (name: string) => string
  readonly linkHint: string
  readonly qrLabel: string
  readonly suspend: string
  readonly suspendHow: string
  readonly suspendDo: string
  readonly back: string
  readonly backHow: string
  readonly archiveHow: string
  readonly returnHow: string
  readonly inviteAgain: string
  readonly inviteAgainHow: string
  readonly message: (brand: string) => string
  readonly problems: { readonly name: string }
}

const staff: AreaWords = {
  title: 'Staff',
  lead: 'Everybody who works with Vale, by name.',
  add: 'Add a person',
  search: 'Find a person',
  caption: 'People at work, by name',
  noneYet: 'Nobody works here yet',
  noneYetHow: 'Add the first person: they get a link that signs them in on their own phone.',
  newLead: 'They get a link that signs them in once, on the device they want to work with.',
  create: 'Add and get the link',
  nameHint: 'As colleagues say it.',
  linkLead: (name) => `Let ${name} scan this with their phone, or send the link.`,
  linkHint: 'Whoever opens it first is signed in as this person. Give it to nobody else.',
  qrLabel: 'QR code of the invitation link',
  suspend: 'Suspend',
  suspendHow:
    'They are signed out everywhere at once, and within a minute nothing answers to them. You can let them back in.',
  suspendDo: 'Suspend now',
  back: 'Let back in',
  backHow: 'They get a new link, since all their devices were signed out.',
  archiveHow:
    'For people who have left. They are signed out and no longer listed. Nothing is deleted: ledgers go on naming them.',
  returnHow: 'They come back with the same role and shops, and get a new link.',
  inviteAgain: 'Make a new link',
  inviteAgainHow: 'For a new or lost phone. Earlier links stop working.',
  message: (brand) => `Your way into ${brand}`,
  problems: { name: 'Write a name of at most 120 characters.' },
}

const devices: AreaWords = {
  title: 'Devices',
  lead: 'Shared tablets and kiosks. Each belongs to one shop.',
  add: 'Add a device',
  search: 'Find a device',
  caption: 'Devices, by name',
  noneYet: 'No devices yet',
  noneYetHow: 'Add the tablet on your counter: it gets a link that is opened on it once.',
  newLead: 'It gets a link that is opened once, on the device itself.',
  create: 'Add and get the link',
  nameHint: 'So that you know which one it is, such as Counter left.',
  linkLead: (name) => `Open this on ${name}: scan it with its camera, or send the link there.`,
  linkHint: 'The first device that opens it becomes this one.',
  qrLabel: 'QR code of the enrolment link',
  suspend: 'Revoke',
  suspendHow: 'It is signed out at once, and within a minute nothing answers to it. You can enrol it again.',
  suspendDo: 'Revoke now',
  back: 'Enrol again',
  backHow: 'It gets a new link, since it was signed out.',
  archiveHow: 'For devices that are gone. Nothing is deleted: ledgers go on naming it.',
  returnHow: 'It comes back in the same shop, and gets a new link.',
  inviteAgain: 'Make a new link',
  inviteAgainHow: 'For a tablet that was replaced or reset. Earlier links stop working.',
  message: (brand) => `Enrol this device with ${brand}`,
  problems: { name: 'Write a name of at most 120 characters.' },
}

/** What both areas share. */
export const people = {
  /** Who acted where nobody did. */
  byRule: 'An automatic offer',
  staff,
  devices,
  settings: 'Settings',
  all: 'All',
  states: { active: 'At work', invited: 'Invited', suspended: 'Suspended', archived: 'Archived' },
  deviceStates: {
    active: 'In use',
    invited: 'Waits for its link',
    suspended: 'Revoked',
    archived: 'Archived',
  },
  state: 'State',
  find: 'Search',
  columns: { name: 'Name', role: 'Role', shops: 'Shops', shop: 'Shop', state: 'State', seen: 'Last seen' },
  seenRecently: 'In the last two hours',
  neverSeen: 'Not yet',
  asOf: (time: string) => `As of ${time}.`,
  next: 'More names',
  noneFound: 'Nobody found',
  noneFoundHow: 'Take the filter away, or search for fewer letters.',
  clear: 'Show all',
  name: 'Name',
  role: 'Role',
  roles: {
    admin: 'Everything: settings, staff, and all shops.',
    manager: 'Issues, looks after vouchers and customers, and overrides, in their shops.',
    operator: 'Scans and redeems at the counter.',
    partner: 'Redeems in the shops of another business.',
  },
  shops: 'Shops',
  shopsHint: 'Where they work. An admin works in all of them.',
  shop: 'Shop',
  noShops: 'There are no shops yet. Add one first.',
  addShop: 'Add a shop',
  partner: 'Partner',
  partnerHint: 'The business they work for.',
  noPartner: 'None',
  email: 'Email',
  phone: 'Phone',
  phoneHint: 'With the country code, such as +351 912 345 412.',
  contact: 'Contact',
  contactHint: 'How you reach them. Nobody signs in with it.',
  edit: 'Edit',
  editTitle: (name: string) => `Edit ${name}`,
  save: 'Save',
  invited: 'Invited',
  joined: 'Joined',
  notJoined: 'Not yet',
  lastSeen: 'Last seen',
  sessions: 'Signed in on',
  browsers: (count: number) => (count === 0 ? 'no device' : count === 1 ? 'one device' : `${count} devices`),
  linkWaits: (until: string) => `A link waits to be opened. It works once, until ${until}.`,
  showLink: 'Show the link',
  acts: 'What you can do',
  archive: 'Archive',
  archiveDo: 'Archive now',
  bringBack: 'Bring back',
  yourself: 'This is you. Only another admin can suspend or archive you, or give you another role.',
  roleStays: 'Only another admin can give you another role.',
  linkTitle: (name: string) => `Link for ${name}`,
  linkUntil: (until: string) => `It works once, until ${until}.`,
  link: 'The link',
  share: 'Share',
  openPerson: (name: string) => `To ${name}`,
  done: {
    changed: 'Saved. It takes effect everywhere within a minute.',
    suspended: 'Done. All sessions have ended, and within a minute nothing answers any more.',
    archived: 'Archived. Ledgers go on naming them.',
    ended: 'Ended. Within a minute nothing answers to it any more.',
    passkey_removed: 'Removed. It signs them in no longer.',
    pin_unlocked: 'The PIN is unlocked. They can try again at once.',
    pin_removed: 'The PIN is removed. Whoever was signed in by it is signed out within a minute.',
  },
  refused: {
    not_yourself: 'You cannot suspend or archive yourself, or give yourself another role. Ask another admin.',
    admin_by_people: 'No key makes, invites or lets back an admin. Ask an admin to do it here.',
    last_admin: 'This is the last active admin. Make somebody else one first, and have them sign in.',
    person_suspended: 'They are kept out for now. Let them back in first.',
    person_archived: 'They are archived. Bring them back first.',
  },
  problems: {
    role: 'Choose a role.',
    email: 'Write an email address such as joana@example.com.',
    phone: 'Write the number with its country code, such as +351 912 345 412.',
    stores_unknown: 'One of these shops is no longer there. Choose again.',
    stores_missing: 'Choose at least one shop.',
    stores_one: 'Choose the shop it stands in.',
    stores_of_partner: 'Choose only shops of this partner.',
    stores_foreign: 'Choose only your own shops.',
    partner_unknown: 'Choose the partner they work for.',
  },
  conflict: 'Somebody changed this person meanwhile',
}

/** Words of the pages where vouchers are scanned and redeemed. */
export const counter = {
  title: 'Scan',
  heading: 'Scan a voucher',
  errorTitle: (title: string) => `Error: ${title}`,
  online: 'Online',
  offline: 'No connection',
  /** Heard after the viewer's name in the link to the admin pages. */
  toDesk: ', to the vouchers',

  where: 'Where are you?',
  whereHint: 'Opening hours and participating shops depend on it. You can change it at any time.',
  find: 'Find',
  findHint: 'Its name, town or street.',
  findNone: 'No shop is called like this. Try fewer words.',
  findMore: (count: number) =>
    count === 1 ? 'One more fits. Write more of its name.' : `${count} more fit. Write more of its name.`,
  shop: 'Shop',
  goOn: 'Continue',
  changeShop: 'Change shop',

  typeCode: 'Type the code',
  typeLabel: 'Or type the code',
  check: 'Check',
  wedgeHint: 'A hand scanner works at any time, whatever is selected.',
  /** Without a script. */
  wedgeHintOnly: 'A hand scanner works here too, while the cursor stands in this field.',
  setUpScanner: 'Set up a scanner',
  codePlaceholder: 'XXXX-XXXX-XXXX',
  /** What is wrong with a code before anybody is asked; `group` is the four symbols as typed. */
  slip: {
    first: (group: string) => `Look at the first group first: ${group}`,
    second: (group: string) => `Look at the second group first: ${group}`,
    third: (group: string) => `Look at the third group first: ${group}`,
    fourth: (group: string) => `Look at the fourth group first: ${group}`,
    somewhere: 'There is a slip in it. Compare it group by group.',
    noCode: 'This is not one of our codes. They have 4 to 20 letters and digits.',
  },

  camera: 'Camera',
  aim: 'Hold the code about 20 cm away, bars along the line',
  starting: 'Starting the camera. Allow it if you are asked',
  checking: 'Checking',
  foreign: 'This is not a voucher code',
  noScript: 'The camera needs JavaScript, which is off in this browser. Type the code instead.',
  start: 'Start camera',
  startAgain: 'Try again',
  resume: 'Resume',
  light: 'Light',
  zoom: '2×',
  lens: 'Lens',
  lenses: 'Lenses',
  lensNames: { back: 'Back camera', front: 'Front camera', plain: 'Camera' },
  takePhoto: 'Take a photo instead',
  keepLooking: 'Keep looking',
  photo: 'Photo',
  unreadPhoto: 'No voucher code found in the photo. Hold it flat and fill half the picture with the code.',
  /** Where a browser keeps the permission for the camera. */
  allowing: {
    iphone: 'Tap the page menu left of the address, then Website Settings, and allow the camera.',
    safari: 'Open Safari’s menu, then Settings for This Website, and allow the camera.',
    firefox: 'Click the crossed-out camera left of the address and remove the block.',
    android: 'Tap the sign left of the address, then Permissions, and allow the camera.',
    other: 'Click the sign left of the address and allow the camera.',
  },
  trouble: {
    denied: {
      title: 'The camera is not allowed',
      text: (how: string) => `${how} Then try again. Until then, type the code or take a photo.`,
    },
    none: {
      title: 'No camera found',
      text: 'Type the code, use a hand scanner, or choose a photo of it.',
    },
    busy: {
      title: 'The camera is in use',
      text: 'Another app or tab holds it. Close that, then try again. Until then, type the code.',
    },
    insecure: {
      title: 'The camera needs a secure address',
      text: 'Open this page with https:// in front. Until then, type the code.',
    },
    unreadable: {
      title: 'This browser cannot read codes',
      text: 'The reader did not load. Check the connection and reload the page, or type the code.',
    },
    paused: {
      title: 'The camera is resting',
      text: 'It stopped by itself, to save the battery or because this device slept. Hand scanner and typing still work.',
    },
    slow: {
      title: 'Nothing read yet',
      text: 'Hold the code flat and a little further away until it is sharp. More light, 2× or another lens help, where you see them below. Typing works too.',
    },
  },

  /** What a verdict is called, readable from one metre. */
  verdict: {
    valid: 'Valid',
    redeemed: 'Redeemed',
    used: 'Used',
    ended: 'Expired',
    not_yet: 'Not yet',
    not_here: 'Not here',
    not_now: 'Not now',
    not_enough: 'Too little',
    held: 'Held',
    void: 'Void',
    blocked: 'Blocked',
    refused: 'Refused',
    unknown: 'Unknown',
    cannot_confirm: 'Can’t confirm',
    not_confirmed: 'Not confirmed yet',
    undone: 'Undone',
    recorded: 'Recorded',
  },
  /** The answer to a customer's card. */
  card: {
    title: 'Customer’s card',
    plan: (name: string) => `${name} member`,
    usable: (count: number) =>
      count === 0
        ? 'Nothing of theirs can be used here now.'
        : count === 1
          ? 'One voucher can be used here now.'
          : `${count} vouchers can be used here now.`,
    notNow: (count: number) => (count === 1 ? 'One cannot be used now' : `${count} cannot be used now`),
    more: (count: number) =>
      count === 1 ? 'One more is in the wallet.' : `${count} more are in the wallet.`,
    unknown: 'We do not know this card. Ask for a voucher’s code, or for the customer’s name.',
  },
  byYou: (seconds: number) =>
    `By you, ${seconds < 1 ? 'just now' : `${seconds}\u00a0s ago`}. It counts once.`,
  checksLabel: 'Check before you redeem',
  also: 'Also:',
  redeem: 'Redeem',
  notNow: 'Not now',
  scanNext: 'Scan next',
  history: 'See what happened to it',
  askAgain: 'Ask again',

  amount: (currency: string) => `Amount to take, in ${currency}`,
  amountHint: (balance: string) => `${balance} is on it.`,
  allOfIt: 'All of it',
  keypad: {
    label: 'Keys for the amount',
    back: 'Delete the last',
    leaves: (left: string) => `${left} will be left on it.`,
    empties: 'Nothing will be left on it.',
    over: (missing: string) => `That is ${missing} more than is on it.`,
  },
  redeemsAtOnce: 'Scan = redeem',
  wholeNumber: 'A whole number, such as 12.',
  orderAmount: (currency: string) => `Total of the order, in ${currency}`,
  orderAmountHint: 'Before the voucher is taken off.',
  orderId: 'Receipt number',
  item: 'What in the order takes part',
  itemChoose: 'Choose one',
  itemOf: (category: string) => `Something from ${category}`,
  itemAmount: (currency: string) => `What that costs, in ${currency}`,
  itemAmountHint: 'All of it together. Leave it empty where it is the whole order.',
  holderSeen: 'I have seen whose it is: their card or their wallet shows it.',
  holderSeenNamed: (name: string) => `I have seen that this is ${name}.`,

  takeOver: 'Take it over',
  takeOverHow: (order: string | null) =>
    `${order === null ? 'The other order' : `Order ${order}`} will go on without this voucher, and hears so when it asks again. Do it only if the customer is here and says so.`,
  takeOverNow: 'Yes, take it over',
  undo: (until: string) => `Undo (until ${until})`,
  undoWhy: 'Why undo it?',
  undoReasons: {
    mistake: 'By mistake',
    changed_mind: 'They changed their mind',
    wrong_voucher: 'Wrong voucher',
    other: 'Other',
  },
  undoOther: 'In a few words',
  undoNow: 'Undo it',

  unanswered: {
    validation:
      'There is no connection, so nobody knows whether it is good. We keep the code to be checked, and try again by ourselves.',
    command: 'There was no answer. Do not do it again: we keep asking by ourselves until we know.',
    asking: 'Asking again',
    askNow: 'Ask now',
    givenUp:
      'Still no answer. Check the connection and ask again: nothing is taken twice. If you go on instead, scan it later to see.',
  },
}

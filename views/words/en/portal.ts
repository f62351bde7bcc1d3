/** Words of the front page. */
export const portal = {
  title: 'Vouchers',
  heading: (brand: string) => `Vouchers from ${brand}`,
  text: 'Given to you, honoured once, in every shop it names.',
  keep: 'Keep it',
  keepText: 'In your browser, no app',
  showIt: 'Show it',
  showItText: 'Or read its letters out',
  know: 'Know it',
  knowText: 'Where it holds, until when',
  haveOne: 'Have a voucher?',
  wallet: 'My wallet',
  walletText: 'Everything you were given, used and unused.',
  staff: 'For staff',
  staffText: 'Issue, scan and look after vouchers.',
}

/** Words of a customer's wallet. */
export const wallet = {
  title: 'My wallet',
  heading: (firstName: string | null) => (firstName === null ? 'Your wallet' : `Your wallet, ${firstName}`),
  ready: (count: number) => (count === 1 ? 'One voucher is ready.' : `${count} vouchers are ready.`),
  nothingReady: 'No voucher is ready right now.',
  nextEnds: (date: string) => `The next one ends on ${date}.`,
  readyToUse: 'Ready to use',
  usedAndEnded: 'Used and ended',
  emptyTitle: 'No vouchers yet',
  emptyText: 'Vouchers given to you appear here. Got one on paper? Open it by its code.',
  openByCode: 'Open by code',
  asOf: (ago: string) => `Updated ${ago}. Open a voucher to see its state this second.`,
}

/** Words of what was scanned without a connection. */
export const unchecked = {
  title: 'To be checked',
  how: 'Nobody could be asked about these. Once there is a connection we check them by ourselves, which redeems nothing: open one to redeem it.',
  waiting: 'Not checked yet',
  drop: 'Remove',
  full: 'There is no room for more codes here. Write this one down.',
  offline: {
    title: 'No connection',
    heading: 'The counter has no connection',
    text: 'You can go on scanning: codes are kept on this device to be checked later. Without a connection nobody can say whether a voucher is good, so give nothing for it yet, or take its code down and let a manager decide.',
    keep: 'Keep',
    kept: 'Kept to be checked.',
    kiosk: 'A kiosk keeps no codes. Show it again once there is a connection.',
    retry: 'Try again',
  },
}

/** Words of the page that learns a hand scanner. */
export const scanner = {
  title: 'Set up a hand scanner',
  lead: 'Scan one of these two symbols with it. Vale learns how your scanner types, and remembers it on this device.',
  back: 'Back to scanning',
  symbols: 'Test symbols',
  qr: 'QR code for testing a scanner',
  bars: 'Barcode for testing a scanner',
  noScript:
    'Learning a scanner needs JavaScript, which is off in this browser. Without it a scanner works on the scanning page while the cursor stands in the field, if it is set to this computer’s keyboard layout and sends Enter after each code.',
  waiting: {
    title: 'Waiting for a scan',
    text: 'Nothing needs to be selected. Most scanners work without being set up at all; this shows how yours does.',
  },
  known: {
    title: 'A scanner is set up on this device',
    text: 'Scan a symbol to learn another one.',
  },
  other: {
    title: 'That was something else',
    text: 'Your scanner can be heard. Now scan one of the two symbols on this page.',
  },
  slow: {
    title: 'That came too slowly',
    text: 'It came no faster than people type, so it cannot be told from typing. Set the scanner to send without a pause between keys; until then, put the cursor into the code field before each scan.',
  },
  learned: {
    title: 'Your scanner is ready',
    kept: 'Remembered on this device.',
    unkept: 'This browser keeps nothing, so it has to be learned again after the page is closed.',
  },
  facts: {
    spelling: 'Types like',
    spellings: {
      key: 'This computer’s keyboard',
      us: 'A US keyboard, which is put right',
      azerty: 'A French keyboard, which is put right',
      qwertz: 'A German keyboard, which is put right',
    },
    ending: 'After each code',
    endings: { enter: 'Enter, which presses no button', tab: 'Tab, which moves nothing', nothing: 'Nothing' },
    pace: 'From key to key',
    paceMs: (ms: string) => `${ms}\u00a0ms`,
    around: 'Around each code',
    taken: (text: string) => `${text}, which is taken off`,
    twice: 'Repeats',
    twiceText: 'Sends everything twice, which counts once',
  },
  start: 'Start scanning',
  forget: 'Forget this scanner',
  help: 'Nothing happens?',
  helpSteps: [
    'Set the scanner to keyboard mode: its manual calls it “USB keyboard”, “HID” or “keyboard wedge”.',
    'A scanner that reads bars only cannot read the square symbol: try the bars.',
    'A laser cannot read screens: print this page and scan it from paper.',
    'One with Bluetooth has to be paired with this device first, like a keyboard.',
  ],
}

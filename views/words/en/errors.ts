/** Words of pages that could not be given: the title names it, the text says what to do next. */
export const errors = {
  byStatus: {
    400: {
      title: 'We could not read that',
      text: 'Something in the address or the form is incomplete. Go back, check it and send it again.',
    },
    403: {
      title: 'This is not open to you',
      text: 'Your role does not include this page. Ask an admin, or sign in as someone else.',
    },
    404: {
      title: 'There is nothing here',
      text: 'The address may be mistyped, or the page is gone. Start again from here.',
    },
    405: {
      title: 'This page does not work that way',
      text: 'Go back to the page you came from and use its buttons.',
    },
    413: {
      title: 'That is too large',
      text: 'Choose a picture of at most 10 MB, or a shorter text, and send it again.',
    },
    422: {
      title: 'Something needs another look',
      text: 'Go back, correct what the form says, and send it again.',
    },
    429: {
      title: 'Too many tries',
      text: 'Wait a minute, then try again. Nothing is lost.',
    },
    503: {
      title: 'We cannot answer right now',
      text: 'Try again in a moment. If you were redeeming a voucher, scan it again: it will not be taken twice.',
    },
  },
  /** `when` is 'in 3 minutes'. */
  tooMany: (when: string) => `You can try again ${when}. Nothing is lost.`,
  /** The same at a till, beside a verdict that only says that nothing can be confirmed. */
  tooManyCodes: (when: string) => `Too many codes of no voucher. You can try again ${when}.`,
  /** Kept by the browser for when nothing can be reached. */
  offline: {
    title: 'No connection',
    text: 'This page could not be reached. If you were sending something, go back and send it again once you are online: nothing is done twice.',
    retry: 'Try again',
  },
  /** Everything else, and our own mistakes. */
  other: {
    title: 'That went wrong on our side',
    text: 'Try again. If it happens again, tell us the number below and we will find it.',
  },
  requestId: 'Number of this request:',
  tryAgain: 'Try again',
  frontPage: 'To the front page',
  signIn: 'Sign in',
  toScan: 'Go to scanning',
  toHome: 'To the home page',
}

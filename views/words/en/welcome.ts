/** Words of a brand's first run: three questions, and the list of what to do next. */
export const welcome = {
  title: 'Set up your brand',
  step: (number: number, of: number) => `Step ${number} of ${of}`,
  later: 'Later',
  back: 'Back',
  go: 'Go on',
  brand: {
    title: 'What is your brand called?',
    lead: 'Name, colour and logo are on everything customers see. All of it can be changed later.',
  },
  money: {
    title: 'Where are you?',
    lead: 'So that days end when yours do, and money is written as your customers write it.',
  },
  store: {
    title: 'Your first shop',
    lead: 'Where vouchers will be redeemed. Opening hours and a picture can follow in settings.',
    none: 'We have no shop, only online',
    another: (names: string) => `Here already: ${names}. Add another one, or go on.`,
    goOn: 'Go on without another',
  },
  done: {
    title: (brand: string) => `${brand} is ready`,
    lead: 'Now give somebody something: your first voucher takes a title and twenty seconds.',
    issue: 'Issue your first voucher',
    home: 'Look around first',
    change: 'Change what you said',
  },
  waiting: {
    title: 'An admin is setting this up',
    text: 'Ask them to finish; until then there is nothing to work with.',
  },
  checklist: {
    title: 'What to do next',
    lead: 'Lines leave by themselves once they are done.',
    dismiss: 'Put away',
    dismissWhat: (task: string) => `Put away: ${task}`,
    tasks: {
      finish_setup: { title: 'Finish setting up', text: 'A few questions about brand, clock and shops.' },
      issue_voucher: { title: 'Issue your first voucher', text: 'A title and twenty seconds.' },
      redeem_voucher: {
        title: 'Redeem your first voucher',
        text: 'Open the scanner on a second phone and try it out.',
      },
      add_logo: { title: 'Add your logo', text: 'Beside your name on every page and voucher.' },
      invite_colleague: { title: 'Invite a colleague', text: 'By a link or a QR code, with their role.' },
      second_store: { title: 'Add your second shop', text: 'If one is enough, put this line away.' },
      goodwill_reasons: {
        title: 'Say why vouchers are given',
        text: 'Reasons for goodwill, with a monthly budget if you like.',
      },
    },
  },
}

/** Words of passkeys, of somebody's own account, and of whoever looks after other people's ways in. */
export const account = {
  title: 'Your account',
  /** After one's own name, for those who hear the page. */
  toAccount: ', to your account',
  signOut: 'Sign out',
  passkey: 'Passkey',

  signin: {
    title: 'You work here',
    text: 'Your phone or computer asks for your fingerprint, face or screen lock. There is no password.',
    act: 'Sign in with a passkey',
    unscripted: 'Signing in with a passkey needs JavaScript. Turn it on, then open this page again.',
    unsupported: 'This browser knows no passkeys. Use one that is up to date, or another device.',
    none: 'No passkey yet, or lost your device? Ask an admin for an invitation link: it lets you in and takes a new passkey.',
    waiting: 'Waiting for your device…',
    stopped: 'That did not go through: it was cancelled, or took too long. Try again.',
    away: 'We cannot be reached right now. Check your connection and try again.',
    refused: {
      unreadable: 'Your browser sent nothing we can read. Try again, or use another browser.',
      challenge_ended: 'That took longer than five minutes, or was sent twice. Try again.',
      not_accepted:
        'This passkey opens nothing here. It was removed, or belongs to another place. Use another one, or ask an admin for an invitation link.',
      copied:
        'This passkey looks like a copy, so we did not let it in. Ask an admin for an invitation link, then remove it from your account.',
    },
  },

  joining: {
    text: 'Your phone or computer keeps a passkey for you: from now on your fingerprint, face or screen lock signs you in.',
    act: 'Create a passkey and join',
    begin: 'Create a passkey and begin',
    plainTitle: 'Without a passkey',
    plainText: 'On this browser only, for 12 hours. You can add a passkey from your account until then.',
    plainAct: 'Join without a passkey',
    plainBegin: 'Begin without a passkey',
    unscripted: 'Creating a passkey needs JavaScript. Without it you can join on this browser, for 12 hours.',
    known: 'This device keeps a passkey of yours already: sign in with it instead.',
    refused: {
      not_made: 'No passkey was made. Try again; your link still works.',
      full: 'You have ten passkeys already. Join without one, then remove those you no longer use.',
    },
  },

  passkeys: {
    title: 'Passkeys',
    lead: 'Each signs you in with a fingerprint, face or screen lock. Have one on two devices, so that losing one does not lock you out.',
    none: 'You have no passkey yet',
    noneHow: 'Add one now. Without it you need a new invitation link when this session ends.',
    add: 'Add a passkey',
    create: 'Create the passkey',
    name: 'Name',
    nameHint:
      'So that you know which one it is, such as My phone. Left empty, it takes the name of this browser.',
    nameMissing: 'Write a name of at most 60 characters.',
    full: 'You have ten passkeys, as many as there can be. Remove one to add another.',
    added: (when: string) => `Added ${when}`,
    used: (when: string) => `used ${when}`,
    unused: 'not used yet',
    synced: 'kept in your password manager',
    bound: 'on one device only',
    rename: 'Save name',
    remove: 'Remove passkey',
    removeHow: 'It signs you in no longer. If the device is lost, end its session below as well.',
    removeLast:
      'This is your last passkey: without it, only an invitation link lets you in again once you are signed out.',
    stale: 'Adding or removing a passkey asks that you have signed in within the last 15 minutes.',
    signInAgain: 'Sign in again',
    refused: {
      proof_stale: 'You signed in too long ago to change passkeys. Sign in again first.',
      passkeys_full: 'You have ten passkeys, as many as there can be. Remove one first.',
      passkey_known: 'You have added this passkey already.',
      not_made: 'No passkey was made. Try again.',
      name: 'Write a name of at most 60 characters.',
    },
    unscripted: 'Adding a passkey needs JavaScript. Turn it on, then open this page again.',
  },

  sessions: {
    title: 'Signed in',
    lead: 'Every browser that is signed in as you. Do you not know one? End it, and look through your passkeys.',
    browser: 'A browser',
    here: 'This browser',
    how: {
      passkey: 'by passkey',
      pin: 'by PIN on a shared tablet',
      invitation: 'by invitation link',
      email: 'by email',
      wallet_link: 'by wallet link',
      enrolment: 'enrolled as this device',
      demo: 'by a link of the demo',
    },
    since: (when: string) => `Since ${when}`,
    used: (when: string) => `last used ${when}`,
    lately: 'last used within the hour',
    from: (network: string) => `from ${network}`,
    end: 'End',
    endOf: (browser: string) => `End the session in ${browser}`,
    endAll: 'End all others',
    none: 'Nowhere signed in.',
  },

  done: {
    added: 'Added. From now on it signs you in.',
    renamed: 'Renamed.',
    removed: 'Removed. It signs you in no longer.',
    ended: 'Ended. Within a minute it is signed out everywhere.',
    recovered:
      'You are in again. You also have passkeys from before: remove those on devices you no longer have.',
  },

  /** On the page of somebody one looks after. */
  theirs: {
    sessions: 'Signed in on',
    passkeys: 'Passkeys',
    noPasskeys: 'None yet',
    endAll: 'End all sessions',
    removeHow:
      'It signs them in no longer. Other passkeys stay; if it was their last, they are signed out everywhere.',
  },
}

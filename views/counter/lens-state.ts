/** Everything that can keep the camera from reading; each has its own words and a way forward. Only `slow` goes on looking. */
export const TROUBLES = ['denied', 'none', 'busy', 'insecure', 'unreadable', 'paused', 'slow'] as const
export type CameraTrouble = (typeof TROUBLES)[number]

/** What the camera is doing, or why it does nothing. Parts of the page name the states they are shown in. */
export type LensState =
  | 'off'
  | 'starting'
  | 'looking'
  | 'foreign'
  | 'checking'
  | 'unread_photo'
  | CameraTrouble

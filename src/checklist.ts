/** What the first admin is asked, in this order. */
export const SETUP_STEPS = ['welcome_brand', 'welcome_money', 'welcome_store'] as const
export type SetupStep = (typeof SETUP_STEPS)[number]

/** What a brand does next, in the order that serves it best. */
export const TASKS = [
  'finish_setup',
  'issue_voucher',
  'redeem_voucher',
  'add_logo',
  'invite_colleague',
  'second_store',
  'goodwill_reasons',
] as const
export type Task = (typeof TASKS)[number]

/** A step that is behind, or a line that somebody has put away. */
export type Settled = SetupStep | Task

/** What is known of a brand's first days. */
export interface Progress {
  readonly settled: readonly Settled[]
  readonly hasLogo: boolean
  /** Stores that are not archived. */
  readonly stores: number
  readonly issued: boolean
  readonly redeemed: boolean
  /** Whether anybody but the first admin works here. */
  readonly colleagues: boolean
  readonly goodwillReasons: boolean
}

/** The step somebody setting up comes to next; null when all are behind. */
export function nextStep(settled: readonly Settled[]): SetupStep | null {
  return SETUP_STEPS.find((step) => !settled.includes(step)) ?? null
}

/** What is still to do: what is done leaves by itself, what was put away stays away. */
export function tasksLeft(progress: Progress): readonly Task[] {
  return TASKS.filter((task) => !isDone(task, progress) && !progress.settled.includes(task))
}

/** Whether the text names a line of the checklist that can be put away: setting up cannot, it can only be done. */
export function isDismissible(text: string): text is Exclude<Task, 'finish_setup'> {
  return text !== 'finish_setup' && TASKS.some((task) => task === text)
}

function isDone(task: Task, progress: Progress): boolean {
  switch (task) {
    case 'finish_setup':
      return nextStep(progress.settled) === null
    case 'issue_voucher':
      return progress.issued
    case 'redeem_voucher':
      return progress.redeemed
    case 'add_logo':
      return progress.hasLogo
    case 'invite_colleague':
      return progress.colleagues
    case 'second_store':
      return progress.stores > 1
    case 'goodwill_reasons':
      return progress.goodwillReasons
  }
}

import { describe, expect, it } from 'vitest'
import { isDismissible, nextStep, type Progress, SETUP_STEPS, TASKS, tasksLeft } from '../../src/checklist.ts'

const NOTHING: Progress = {
  settled: [],
  hasLogo: false,
  stores: 0,
  issued: false,
  redeemed: false,
  colleagues: false,
  goodwillReasons: false,
}
const EVERYTHING: Progress = {
  settled: SETUP_STEPS,
  hasLogo: true,
  stores: 2,
  issued: true,
  redeemed: true,
  colleagues: true,
  goodwillReasons: true,
}

describe('The checklist', () => {
  it('begins with everything and ends with nothing', () => {
    expect(tasksLeft(NOTHING)).toEqual(TASKS)
    expect(tasksLeft(EVERYTHING)).toEqual([])
  })

  it.each([
    ['issue_voucher', { issued: false }],
    ['redeem_voucher', { redeemed: false }],
    ['add_logo', { hasLogo: false }],
    ['invite_colleague', { colleagues: false }],
    ['second_store', { stores: 1 }],
    ['goodwill_reasons', { goodwillReasons: false }],
    ['finish_setup', { settled: SETUP_STEPS.slice(0, 2) }],
  ] as const)('keeps %s until it is done', (task, missing) => {
    expect(tasksLeft({ ...EVERYTHING, ...missing })).toEqual([task])
  })

  it('forgets what was put away, but never setting up', () => {
    const left = tasksLeft({ ...NOTHING, settled: ['second_store', 'add_logo'] })
    expect(left).not.toContain('second_store')
    expect(left).toContain('finish_setup')
    expect(TASKS.filter((task) => !isDismissible(task))).toEqual(['finish_setup'])
    expect(isDismissible('welcome_brand')).toBe(false)
  })
})

describe('Setting up', () => {
  it('goes on with the first question without an answer', () => {
    expect(nextStep([])).toBe('welcome_brand')
    expect(nextStep(['welcome_brand', 'welcome_store'])).toBe('welcome_money')
    expect(nextStep(SETUP_STEPS)).toBeNull()
  })
})

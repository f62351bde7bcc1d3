import { describe, expect, it } from 'vitest'
import { TASKS } from '../../src/checklist.ts'
import { Checklist } from '../../views/admin/checklist.tsx'
import { frame } from './fixtures.ts'

describe('The checklist on a page', () => {
  it('leads to where each thing is done, and lets all but setting up be put away', () => {
    const html = String(Checklist({ frame: frame(), tasks: TASKS }))
    expect(html.match(/<a class="rowline" href="\/(admin|scan)/g)).toHaveLength(TASKS.length)
    expect(html.match(/\/admin\/welcome\/tasks\/\w+\/dismissals/g)).toHaveLength(TASKS.length - 1)
  })

  it('is nothing once nothing is left', () => {
    expect(Checklist({ frame: frame(), tasks: [] })).toBeNull()
  })
})

import type { Frame } from '../frame.ts'

/** Whether the viewer looks after vouchers; whoever only issues within a budget sees nothing of others'. */
export function hasDesk({ viewer }: Pick<Frame, 'viewer'>): boolean {
  return viewer?.role === 'admin' || viewer?.role === 'manager'
}

/** Where a task at the desk leads out to. */
export function deskExit(frame: Pick<Frame, 'viewer'>): string {
  return hasDesk(frame) ? '/admin/vouchers' : '/scan'
}

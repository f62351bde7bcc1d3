import type { Task } from '../../src/checklist.ts'
import type { Frame } from '../frame.ts'

const HREF: Readonly<Record<Task, string>> = {
  finish_setup: '/admin/welcome',
  issue_voucher: '/admin/issue',
  redeem_voucher: '/scan',
  add_logo: '/admin/settings/brand',
  invite_colleague: '/admin/settings/staff',
  second_store: '/admin/settings/stores/new',
  goodwill_reasons: '/admin/settings/goodwill',
}

/** What a brand does next; nothing once nothing is left. Setting up can only be done, every other line can be put away. */
export function Checklist({ frame, tasks }: { frame: Frame; tasks: readonly Task[] }) {
  const words = frame.words.welcome.checklist
  if (tasks.length === 0) return null
  return (
    <section class="stack stack--tight" aria-labelledby="next">
      <div>
        <h2 id="next">{words.title}</h2>
        <p class="small quiet">{words.lead}</p>
      </div>
      <ul class="rows checklist">
        {tasks.map((task) => (
          <li>
            <a class="rowline" href={HREF[task]}>
              <span class="grow">
                <b>{words.tasks[task].title}</b>
                <span class="small quiet">{words.tasks[task].text}</span>
              </span>
            </a>
            {task !== 'finish_setup' && <Dismiss frame={frame} task={task} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Dismiss({ frame, task }: { frame: Frame; task: Exclude<Task, 'finish_setup'> }) {
  const words = frame.words.welcome.checklist
  return (
    <form method="post" action={`/admin/welcome/tasks/${task}/dismissals`}>
      <button
        type="submit"
        class="button button--plain button--small"
        aria-label={words.dismissWhat(words.tasks[task].title)}
      >
        {words.dismiss}
      </button>
    </form>
  )
}

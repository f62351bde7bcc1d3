import type { Frame, Viewer } from './frame.ts'
import { Icon } from './icon.tsx'

/** Whether the search over everything is open to them. */
export function maySearch(viewer: Viewer | null): boolean {
  return viewer?.role === 'admin' || viewer?.role === 'manager'
}

/**
 * One field over everything, on top of every page of those who may search. A form of its own that leads to the page of
 * results; with scripts, what is found hangs from the field while typing.
 */
export function DeskSearch({ frame: { words, viewer }, q = '' }: { frame: Frame; q?: string }) {
  if (!maySearch(viewer)) return null
  const said = words.desk.search
  return (
    <search class="find">
      <form method="get" action="/admin/search">
        <label class="sr" for="find">
          {said.label}
        </label>
        <div class="with-icon">
          <Icon name="search" />
          <input
            class="input"
            id="find"
            name="q"
            type="search"
            value={q}
            placeholder={said.placeholder}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            enterkeyhint="search"
            maxlength={200}
            hx-get="/admin/search"
            hx-trigger="input changed delay:250ms"
            hx-sync="this:replace"
            hx-target="#find-results"
          />
        </div>
      </form>
      <p class="sr" id="find-count" role="status" />
      <div class="find__results" id="find-results" />
    </search>
  )
}

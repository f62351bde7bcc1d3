import type { PropsWithChildren } from 'hono/jsx'

/** An empty place: what is missing, and (as children) the words and the act that change it. */
export function Empty({ title, children }: PropsWithChildren<{ title: string }>) {
  return (
    <div class="empty">
      <svg viewBox="0 0 80 56" aria-hidden="true">
        <path
          d="M2 4h76v16a8 8 0 000 16v16H2V36a8 8 0 000-16z"
          fill="currentColor"
          fill-opacity=".08"
          stroke="currentColor"
          stroke-width="2"
          stroke-dasharray="5 4"
        />
      </svg>
      <h2 class="promise">{title}</h2>
      {children}
    </div>
  )
}

/** The way back, above a page's title: to the list it belongs to, or to what it was opened from. */
export function WayBack({ href, label }: { href: string; label: string }) {
  return (
    <p class="small way-back">
      <a class="reach" href={href}>
        {label}
      </a>
    </p>
  )
}

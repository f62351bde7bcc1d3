/** Who is signed in at a shared tablet, and the way to let the next one in. */
export function SwitchPerson({ name, label }: { name: string; label: string }) {
  return (
    <form class="at-tablet" method="post" action="/signout">
      <span>{name}</span>
      <button type="submit" class="bar-button">
        {label}
      </button>
    </form>
  )
}

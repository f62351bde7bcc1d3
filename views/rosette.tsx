const TURNS = Array.from({ length: 18 }, (_, index) => index * 10)

/** The engraved ornament of a ticket's corner. */
export function Rosette() {
  return (
    <svg class="ticket__rosette" viewBox="-100 -100 200 200" aria-hidden="true">
      {TURNS.map((turn) => (
        <ellipse rx="96" ry="38" transform={`rotate(${turn})`} />
      ))}
      <circle r="37" />
      <circle r="97" />
    </svg>
  )
}

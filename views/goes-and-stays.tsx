interface GoesAndStaysProps {
  readonly words: {
    readonly goes: string
    readonly goesList: readonly string[]
    readonly stays: string
    readonly staysList: readonly string[]
  }
}

/** What an erasure takes out and what it leaves, before anybody asks for one or decides it. */
export function GoesAndStays({ words }: GoesAndStaysProps) {
  return (
    <>
      <Lines id="goes" title={words.goes} lines={words.goesList} />
      <Lines id="stays" title={words.stays} lines={words.staysList} quiet />
    </>
  )
}

interface LinesProps {
  readonly id: string
  readonly title: string
  readonly lines: readonly string[]
  readonly quiet?: boolean
}

function Lines({ id, title, lines, quiet = false }: LinesProps) {
  return (
    <section class={quiet ? 'stack stack--tight gives' : 'stack stack--tight'} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul class="bullets">
        {lines.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
    </section>
  )
}

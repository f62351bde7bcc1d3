interface ConsentTickProps {
  readonly label: string
  /** What agreeing means, and how it is taken back. */
  readonly hint: string
  readonly checked: boolean
}

/** Whether somebody agrees to messages: one box, `marketing` = `yes`. */
export function ConsentTick({ label, hint, checked }: ConsentTickProps) {
  return (
    <div class="field">
      <label class="tick" for="marketing">
        <input
          type="checkbox"
          id="marketing"
          name="marketing"
          value="yes"
          checked={checked}
          aria-describedby="marketing-hint"
        />
        {label}
      </label>
      <p class="hint" id="marketing-hint">
        {hint}
      </p>
    </div>
  )
}

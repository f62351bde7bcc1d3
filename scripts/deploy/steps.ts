import { CannotStart } from '../local/cannot-start.ts'

/** What a program printed and how it ended. */
export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Everything a deploy does to the outside: what a test answers in its place. */
export interface Steps {
  /**
   * Runs Wrangler; `input` is what it reads, so that no secret stands in a file or a command line. With `asks` it speaks
   * for itself at the terminal, where there is one: away from it Wrangler takes every question as agreed.
   */
  wrangler(
    args: readonly string[],
    more?: { readonly input?: string; readonly account?: string; readonly asks?: boolean },
  ): Promise<Ran>
  /** Builds the assets the Worker serves. */
  build(): Promise<void>
  /** Asks whoever deploys; null where nobody can be asked. */
  readonly ask: ((question: string) => Promise<string>) | null
  say(text: string): void
  read(file: string): string | null
  write(file: string, text: string): void
  /** A new key: 32 bytes of chance as base64url. */
  newKey(): string
}

/** Runs a step that must succeed; gives what it printed. @throws CannotStart with the sentence, and what Wrangler said */
export async function must(
  steps: Steps,
  sentence: string,
  args: readonly string[],
  more?: Parameters<Steps['wrangler']>[1],
): Promise<string> {
  const ran = await steps.wrangler(args, more)
  if (ran.code === 0) return ran.stdout
  throw new CannotStart(
    `${sentence}\nWrangler says: ${complaintOf(ran)}\nWhat is done stays done: run npm run deploy again when this is mended.`,
  )
}

/** What Wrangler complains of, without colours and its advertising. */
export function complaintOf({ stdout, stderr }: Ran): string {
  const text = plain(`${stderr}\n${stdout}`)
  const from = text.indexOf('[ERROR]')
  const said = from < 0 ? text : text.slice(from + '[ERROR]'.length)
  const lines = said.split('\n').map((line) => line.trim())
  return lines
    .filter((line) => line !== '')
    .slice(0, 4)
    .join(' ')
}

/** A text without the escapes that colour it. */
export function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is sought
  return text.replace(/\u001b\[[0-9;]*m/g, '')
}

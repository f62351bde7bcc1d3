/** A title set in lines of one size, in px. */
export interface Title {
  readonly size: number
  readonly lines: readonly string[]
}

/** Line height of a title, of its size. */
export const LEADING = 1.16

const SIZES = [84, 72, 60, 52]
const SMALLEST = 44
const MOST_LINES = 6
const BALANCE_STEP = 24

/** The largest size at which no word breaks, in lines of about the same length. */
export function fitTitle(
  context: CanvasRenderingContext2D,
  text: string,
  family: string,
  most: number,
): Title {
  const words = text.trim().split(/\s+/)
  const isWhole = (px: number) => {
    context.font = `600 ${px}px ${family}`
    return words.every((word) => context.measureText(word).width <= most)
  }
  const size = SIZES.find(isWhole) ?? SMALLEST
  context.font = `600 ${size}px ${family}`
  let lines = wrap(context, words, most)
  for (let width = most - BALANCE_STEP; width > most / 2; width -= BALANCE_STEP) {
    const narrower = wrap(context, words, width)
    if (narrower.length > lines.length) break
    lines = narrower
  }
  return { size, lines: lines.slice(0, MOST_LINES) }
}

function wrap(context: CanvasRenderingContext2D, words: readonly string[], width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of words.flatMap((long) => pieces(context, long, width))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (context.measureText(longer).width <= width) {
      line = longer
    } else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line].filter((each) => each !== '')
}

/** A word wider than the ticket, in parts that are not. */
function pieces(context: CanvasRenderingContext2D, word: string, width: number): string[] {
  const parts: string[] = []
  let part = ''
  for (const letter of word) {
    if (part !== '' && context.measureText(part + letter).width > width) {
      parts.push(part)
      part = ''
    }
    part += letter
  }
  return [...parts, part]
}

import { Agent, request } from 'node:http'

/** One request to send, and the header that says who answers it. */
export interface Sending {
  readonly path: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/** A list of requests, each sent once, `connections` of them at a time: the next as soon as one is answered. */
export interface Job {
  readonly origin: string
  readonly connections: number
  readonly sendings: readonly Sending[]
}

/** Each answer in the order of the requests, with its time in ms, and how long all took. */
export interface Run {
  readonly ms: number
  readonly answers: readonly { readonly status: number; readonly body: string; readonly ms: number }[]
}

async function run({ origin, connections, sendings }: Job): Promise<Run> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const answers = new Array<Run['answers'][number]>(sendings.length)
  let next = 0
  const work = async () => {
    for (let at = next++; at < sendings.length; at = next++) {
      const sending = sendings[at]
      if (sending !== undefined) answers[at] = await answerTo(origin, agent, sending)
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: connections }, work))
  const ms = performance.now() - start
  agent.destroy()
  return { ms, answers }
}

function answerTo(
  origin: string,
  agent: Agent,
  { path, body, headers }: Sending,
): Promise<Run['answers'][number]> {
  const start = performance.now()
  return new Promise((answered, failed) => {
    const sent = request(
      origin + path,
      { method: 'POST', agent, headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (piece) => (text += piece))
        response.on('end', () =>
          answered({ status: response.statusCode ?? 0, body: text, ms: performance.now() - start }),
        )
        response.on('error', failed)
      },
    )
    sent.on('error', failed)
    sent.end(body)
  })
}

// A process of its own: what it costs to ask is not taken from what answers.
process.on('message', async (job: Job) => process.send?.(await run(job)))
process.on('disconnect', () => process.exit())

import { CONFIG } from './deployment.ts'
import { must, type Steps } from './steps.ts'

/** The deployed D1, as whoever deploys may write to it. */
export interface RemoteDatabase {
  run(statement: string): Promise<readonly Readonly<Record<string, unknown>>[]>
}

/** Invites the first admin and gives the link; null where there is an admin already. */
export type FirstAdmin = (database: RemoteDatabase, origin: string) => Promise<string | null>

/** D1 of a deployed world, one statement at a time through `wrangler d1 execute`. */
export function remoteDatabase(steps: Steps, database: string): RemoteDatabase {
  return {
    run: async (statement) => {
      const args = [
        'd1',
        'execute',
        database,
        '--remote',
        '--json',
        '--config',
        CONFIG,
        '--command',
        statement,
      ]
      const printed = await must(steps, 'The deployed database did not answer.', args)
      const [answer] = JSON.parse(printed) as readonly {
        readonly results: Readonly<Record<string, unknown>>[]
      }[]
      return answer?.results ?? []
    },
  }
}

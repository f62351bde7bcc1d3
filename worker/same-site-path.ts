/**
 * Where somebody wanted to go, if that is a page of this site; else null. By an allow-list of characters: browsers read
 * backslashes as slashes and skip tabs and line ends, so that `/\t/elsewhere` would lead away.
 */
export function sameSitePath(text: string): string | null {
  return text.length <= PATH_MOST && PATH.test(text) ? text : null
}

const PATH_MOST = 1_000
const PATH = /^\/(?:[\w\-.~%][\w\-.~%/]*)?(?:\?[\w\-.~%/=&+:,]*)?$/

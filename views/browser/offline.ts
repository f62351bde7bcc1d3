// Shows the designed page where one cannot be reached, and the counter a place to go on scanning. No other page is kept,
// since pages carry codes and names.

const worker = self as unknown as ServiceWorkerGlobalScope

const CACHE = 'offline'
const PAGE = '/offline'
const COUNTER = '/scan/offline'

worker.addEventListener('install', (event) => {
  event.waitUntil(keep())
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(worker.clients.claim())
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.mode === 'navigate') event.respondWith(reach(request, pageFor(new URL(request.url))))
  else if (KEPT.includes(request.destination)) event.respondWith(reach(request, request.url))
})

/** What those pages are drawn and run with. Decoders are large: they lie in the browser's own cache once they were used. */
const KEPT: readonly RequestDestination[] = ['style', 'script']

function pageFor({ pathname }: URL): string {
  return pathname === '/scan' || pathname.startsWith('/scan/') ? COUNTER : PAGE
}

/** Keeps the pages and what they link; a newer worker brings newer ones. */
async function keep(): Promise<void> {
  const pages = await Promise.all([PAGE, COUNTER].map(async (path) => ({ path, page: await fetch(path) })))
  const texts = await Promise.all(pages.map(({ page }) => page.clone().text()))
  const linked = texts.flatMap((html) =>
    [...html.matchAll(/<(?:link rel="stylesheet" href|script type="module" src)="([^"]+)"/g)].flatMap(
      ([, href]) => href ?? [],
    ),
  )
  await caches.delete(CACHE)
  const cache = await caches.open(CACHE)
  await Promise.all([
    ...pages.map(({ path, page }) => cache.put(path, page)),
    cache.addAll([...new Set(linked)]),
  ])
  await worker.skipWaiting()
}

async function reach(request: Request, instead: string): Promise<Response> {
  try {
    return await fetch(request)
  } catch {
    return (await caches.match(instead)) ?? Response.error()
  }
}

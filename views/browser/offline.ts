// Shows the designed page where one cannot be reached, and nothing else: no page is kept, since pages carry codes and names.

const worker = self as unknown as ServiceWorkerGlobalScope

const CACHE = 'offline'
const PAGE = '/offline'

worker.addEventListener('install', (event) => {
  event.waitUntil(keep())
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(worker.clients.claim())
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.mode === 'navigate') event.respondWith(reach(request, PAGE))
  else if (request.destination === 'style') event.respondWith(reach(request, request.url))
})

/** Keeps the page and the styles it links; a newer worker brings newer ones. */
async function keep(): Promise<void> {
  const page = await fetch(PAGE)
  const html = await page.clone().text()
  const styles = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].flatMap(
    ([, href]) => href ?? [],
  )
  await caches.delete(CACHE)
  const cache = await caches.open(CACHE)
  await Promise.all([cache.put(PAGE, page), cache.addAll(styles)])
  await worker.skipWaiting()
}

async function reach(request: Request, instead: string): Promise<Response> {
  try {
    return await fetch(request)
  } catch {
    return (await caches.match(instead)) ?? Response.error()
  }
}

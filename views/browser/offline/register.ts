const script = document.querySelector<HTMLMetaElement>('meta[name=offline]')?.content

// From then on a page that cannot be reached is the designed one. Where it cannot be kept, the browser's own serves.
if (script !== undefined) navigator.serviceWorker?.register(script, { scope: '/' }).catch(() => {})

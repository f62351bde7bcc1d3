const NAME = 'vale.reader'

// What the page itself needs comes first.
if (document.readyState === 'complete') void warm()
else window.addEventListener('load', () => void warm())

/**
 * Fetches what reads symbols into the browser's cache, where it stays: the first scan then waits for nothing. Fetched by
 * hand, since half of all browsers know no prefetching. What fails is fetched again where it is needed.
 */
async function warm(): Promise<void> {
  const files = document.querySelector<HTMLMetaElement>('meta[name=reader]')?.content ?? ''
  try {
    if (files === '' || sessionStorage.getItem(NAME) === files) return
    const answers = await Promise.all(files.split(' ').map((file) => fetch(file, { priority: 'low' })))
    // A file is kept once it was read to its end.
    await Promise.all(answers.map((answer) => answer.arrayBuffer()))
    if (answers.every(({ ok }) => ok)) sessionStorage.setItem(NAME, files)
  } catch {
    // No connection, or a browser that keeps nothing.
  }
}

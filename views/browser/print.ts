/** The button that opens the browser's print dialog; without a script the page says how to get there. */
const button = document.querySelector<HTMLButtonElement>('[data-act=print]')
if (button !== null) {
  button.hidden = false
  button.addEventListener('click', () => print())
}

export {}

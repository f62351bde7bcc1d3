/** Where the small size of a picture lies, at most 480 px on its longer side; where none was made, the picture itself is there. */
export function smallPicture(url: string): string {
  return url.replace(/(?=\.\w+$)/, '-small')
}

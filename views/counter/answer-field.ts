/** The form's name of the field in which a prompt of a voucher is answered. */
export function answerField(key: string): string {
  return `answer_${key}`
}

/** A reason not to start that whoever started it can act on; the message is the whole sentence. */
export class CannotStart extends Error {}

/** A reason not to start, in words for the administrator who starts the app. */
export class StartError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'StartError'
  }
}

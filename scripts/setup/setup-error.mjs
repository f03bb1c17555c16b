/** What stops the set-up, as one sentence that says what to do. Shown without a stack; the exit code is 2. */
export class SetupError extends Error {
  /**
   * @param {string} message one sentence for the person at the terminal
   * @param {string} [log] path of a file with the details
   */
  constructor(message, log) {
    super(message);
    this.name = "SetupError";
    this.log = log;
  }
}

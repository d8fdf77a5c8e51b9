/**
 * Thrown by a job when a retry cannot cure what is wrong. The job fails at once with this sentence for the user
 * (what is wrong, what to do next).
 */
export class FinalError extends Error {
  override readonly name = 'FinalError';
  readonly code: string;
  readonly sentence: string;

  constructor(code: string, sentence: string) {
    super(code);
    this.code = code;
    this.sentence = sentence;
  }
}

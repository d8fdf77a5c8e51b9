/** Where letters leave the house; absent where no mail server is configured. */
export interface Mailer {
  /** @throws when the mail server does not take it */
  send(letter: {
    /** The same letter sent again has the same id. */
    readonly id: string;
    readonly to: string;
    readonly subject: string;
    readonly text: string;
    readonly attachment: { readonly name: string; readonly contentType: string; readonly content: Uint8Array };
  }): Promise<void>;
}

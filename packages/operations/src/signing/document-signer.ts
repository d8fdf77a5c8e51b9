/** Where papers that carry the society's seal get their electronic signature; absent where no certificate is configured. */
export interface DocumentSigner {
  /**
   * @param reason as readers of the file show it, e.g. 签发电子保单
   * @throws when it cannot sign, an expired certificate among the reasons; the paper is then not issued unsigned
   */
  sign(pdf: Uint8Array, reason: string): Promise<Uint8Array>;
}

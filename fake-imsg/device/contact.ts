/** Somebody in Contacts. */
export interface Contact {
  /** The nickname, or else given and family name. */
  readonly name: string;
  /** Phone numbers and email addresses. */
  readonly handles: readonly string[];
}

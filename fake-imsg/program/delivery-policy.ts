/** How a release sends, where releases differ (wire-6.1 to wire-6.5). */
export interface DeliveryPolicy {
  /** The fields that the answer to `send` has (6.3). */
  readonly resultFields: readonly string[];
  /** Whether an address is brought into its full form before a chat is looked for, or only for Messages. */
  readonly normalizesFirst: boolean;
  /** Whether earlier messages decide between iMessage and SMS for a person (6.2). */
  readonly choosesService: boolean;
  /** Whether a script names the chat wherever one is known, or the person wherever the chat is one with a person. */
  readonly scriptNames: 'chats' | 'people';
  /** When a text that could not go by iMessage goes by SMS. */
  readonly smsFallback: 'never' | 'any failure' | 'not started';
  /** How long osascript may take; null = for ever. */
  readonly scriptDeadlineMs: number | null;
  /** How long the row of a send is looked for; 0 = not at all (6.4). */
  readonly verifyForMs: number;
  /** Whether bodies are decoded for that; otherwise a row whose text column is NULL is never seen. */
  readonly verifiesBodies: boolean;
  /** Where the row is looked for while its chat is not known: anywhere, or in the chat that has come into being. */
  readonly verifiesIn: 'any chat' | 'the new chat';
  /**
   * Whether a script that Messages knows no such chat for (-1728) names the one person in it instead, and whether the answer has the
   * service of the row before that of the chat, and else the one that was asked for.
   */
  readonly findsPersonAgain: boolean;
  readonly tellsServiceOfRow: boolean;
  /** Whether a file that a script sends by itself is looked for as well, by where it was put. */
  readonly verifiesFiles: boolean;
  /** What a send ends with whose row was not seen: an unknown outcome, or success without ids. */
  readonly unseenRow: 'unknown' | 'ok';
  /** What `send` can do over the bridge: nothing, text or a file, or both with replies and formatting. */
  readonly bridge: 'nothing' | 'text or file' | 'everything';
  /** After which failures of the bridge a script sends instead: a lenient one may send twice. */
  readonly fallsBackAfter: 'any failure' | 'not started';
  /** Which GUID the bridge tells: that of the message, or of the newest own one of the chat at that moment. */
  readonly bridgeGuid: 'own' | 'newest';
  /** Whether a text that answers a message which is not there is refused, or goes as one that answers none (6.2). */
  readonly refusesLostThreads: boolean;
  /** Whether a poll is followed by a message that says what is asked. */
  readonly captionsPolls: boolean;
  /** Whether the row of that message is looked for, and told of in the answer. */
  readonly verifiesCaptions: boolean;
  /** What `send.rich` and its like answer: the row only as far as known, once seen, or all the helper said. */
  readonly richResult: 'told' | 'seen' | 'whole';
}

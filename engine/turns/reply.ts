// What turns ask of what goes out.

/** Something that goes out by itself, in its order. */
export interface Piece {
  readonly kind: string;
  /** In the form of its kind. */
  readonly content: unknown;
}

/** The answer to one turn, on its way out: in one commit, or in pieces and what is left after them. */
export interface Reply {
  /** Whether a piece is durable: then the turn is not run again. */
  hasBegun(): boolean;
  /** Whether such pieces can go out at all. */
  knows(kind: string): boolean;
  /** Commits a piece with the turn as `replying`, and sends it; a blank one is left out. False = the turn is over. */
  add(piece: Piece): Promise<boolean>;
  /** Commits what is left to say with the turn as `answered`, and sends it. False = the turn is over. */
  answer(replies: readonly string[]): Promise<boolean>;
  /** Takes back what is not on the wire yet, in the commit of `end`. */
  takeBack(reason: string, end: () => Promise<unknown>): Promise<void>;
  /** Nothing is added any more; what was goes out. */
  close(): void;
}

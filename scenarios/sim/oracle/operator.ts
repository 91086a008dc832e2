// What an operator decided about numbers of chats and about people who want to pair.

/** That a number is that of the chat that has it. */
export interface ConfirmedNumber {
  readonly atMs: number;
  /** Null = not said. */
  readonly accountId: string | null;
  readonly chatId: number;
  readonly isDone: boolean;
}

export interface PairingDecided {
  readonly atMs: number;
  readonly verb: 'approve' | 'deny';
  /** Null = not known. */
  readonly accountId: string | null;
  readonly handle: string;
  readonly isDone: boolean;
  /** Left out = not. */
  readonly isRefused?: true;
}

import type { OwnSends } from '../echo/echo.ts';
import type { OwnAddresses } from '../message/authorship.ts';
import type { Message } from '../message/message.ts';
import type { Fence } from './fence.ts';

/** The access decision for a message, as `access/` makes it. */
type Gate = (
  message: Message,
) => { readonly admit: true } | { readonly admit: false; readonly reason: string };

/** What the configuration of an account settles. */
export interface Policy {
  readonly accountId: string;
  /** Whether a message of nothing but files is one (ATT-1). */
  readonly includeAttachments: boolean;
  /** Whether rows of direct chats wait for their link preview, which may come as a row without text. */
  readonly waitsForPreviews: boolean;
  /** As known before the batch; what its rows add counts for those behind them. */
  readonly ownAddresses: OwnAddresses;
  readonly gate: Gate;
}

/** All that a decision needs to know besides the row. */
export interface Snapshot extends Policy {
  readonly fence: Fence;
  readonly own: OwnSends;
  /** The gateway's time as the Mac's clock shows it (ruling-4). */
  toMacMs(gatewayMs: number): number;
}

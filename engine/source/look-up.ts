import type { Arrival } from '../message/message.ts';
import type { Chats } from './chats.ts';
import { createLongSent, type LongSent } from './long-sent.ts';
import { lookInto } from './look-into.ts';

type LookUpOptions = Parameters<typeof lookInto>[1] &
  Parameters<typeof createLongSent>[0] & {
    readonly chats: Pick<Chats, 'look'>;
    /** Takes up anew what the configuration counts otherwise by now; null = it does not. */
    refresh(): Promise<void> | null;
  };

export interface LookUps {
  /** What has to be known of the rows of a batch besides, before they are decided; null = there is nothing to wait for. */
  lookUp(batch: readonly Arrival[]): Promise<readonly Arrival[]> | null;
  /** Told of rows that have to wait for a commit: what is asked of them by now is known by their turn. */
  askAhead(waiting: readonly Arrival[]): void;
}

export function createLookUps(options: LookUpOptions): LookUps {
  const longSent = createLongSent(options);
  const lookUps: LookUps = {
    lookUp(batch) {
      const fresh = options.refresh();
      if (fresh !== null) return fresh.then(() => lookUps.lookUp(batch) ?? batch);
      const proof = options.chats.look(batch);
      const kinds = lookInto(batch, options);
      if (proof !== null || kinds !== null) return inTurn(batch, proof, kinds, longSent);
      const known = longSent.lookUp(batch);
      return known === null ? null : known.then(() => batch);
    },
    askAhead: longSent.askAhead,
  };
  return lookUps;
}

/** On what a sticker was put is only known by its kind. */
async function inTurn(
  batch: readonly Arrival[],
  proof: Promise<void> | null,
  kinds: Promise<readonly Arrival[]> | null,
  longSent: LongSent,
): Promise<readonly Arrival[]> {
  await proof;
  const known = (await kinds) ?? batch;
  await longSent.lookUp(known);
  return known;
}

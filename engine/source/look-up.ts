import type { Arrival } from '../message/message.ts';
import type { Chats } from './chats.ts';
import { createLongSent, type LongSent } from './long-sent.ts';
import { lookInto } from './look-into.ts';
import { onPoll, pollsAnswered } from './polls-answered.ts';

type LookUpOptions = Parameters<typeof lookInto>[1] &
  Parameters<typeof pollsAnswered>[1] &
  Parameters<typeof createLongSent>[0] & { readonly chats: Pick<Chats, 'look'> };

export interface LookUps {
  /** What has to be known of the rows of a batch besides, before they are decided; null = there is nothing to wait for. */
  lookUp(batch: readonly Arrival[]): Promise<readonly Arrival[]> | null;
  /** Told of rows that have to wait for a commit: what is asked of them by now is known by their turn. */
  askAhead(waiting: readonly Arrival[]): void;
}

/** What a batch waits for; null = there is nothing to be asked. */
interface Asked {
  readonly proof: Promise<void> | null;
  readonly kinds: Promise<readonly Arrival[]> | null;
  readonly polls: ReturnType<typeof pollsAnswered>;
}

export function createLookUps(options: LookUpOptions): LookUps {
  const longSent = createLongSent(options);
  return {
    lookUp(batch) {
      const proof = options.chats.look(batch);
      const kinds = lookInto(batch, options);
      const polls = pollsAnswered(batch, options);
      if (proof !== null || kinds !== null || polls !== null)
        return inTurn(batch, { proof, kinds, polls }, longSent);
      const known = longSent.lookUp(batch);
      return known === null ? null : known.then(() => batch);
    },
    askAhead: longSent.askAhead,
  };
}

/** On what a sticker was put is only known by its kind. */
async function inTurn(
  batch: readonly Arrival[],
  { proof, kinds, polls }: Asked,
  longSent: LongSent,
): Promise<readonly Arrival[]> {
  await proof;
  const begun = await polls;
  const looked = (await kinds) ?? batch;
  const known = begun === null ? looked : looked.map((arrival) => onPoll(arrival, begun));
  await longSent.lookUp(known);
  return known;
}

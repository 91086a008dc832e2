import type { Arrival } from '../message/message.ts';
import type { Chats } from './chats.ts';
import { lookUpLongSent } from './long-sent.ts';
import { lookInto } from './look-into.ts';

type LookUpOptions = Parameters<typeof lookInto>[1] &
  Parameters<typeof lookUpLongSent>[1] & { readonly chats: Pick<Chats, 'look'> };

/** What has to be known of the rows of a batch besides, before they are decided; null = there is nothing to wait for. */
export function lookUp(
  batch: readonly Arrival[],
  options: LookUpOptions,
): Promise<readonly Arrival[]> | null {
  const proof = options.chats.look(batch);
  const kinds = lookInto(batch, options);
  if (proof === null && kinds === null) {
    const longSent = lookUpLongSent(batch, options);
    return longSent === null ? null : longSent.then(() => batch);
  }
  return inTurn(batch, proof, kinds, options);
}

/** On what a sticker was put is only known by its kind. */
async function inTurn(
  batch: readonly Arrival[],
  proof: Promise<void> | null,
  kinds: Promise<readonly Arrival[]> | null,
  options: LookUpOptions,
): Promise<readonly Arrival[]> {
  await proof;
  const known = (await kinds) ?? batch;
  await lookUpLongSent(known, options);
  return known;
}

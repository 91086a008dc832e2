import { EngineError } from '../errors.ts';
import { clean } from '../log-text.ts';
import type { Address } from './addressing.ts';
import { parseTarget, type Target } from './target.ts';

const NAME_SHOWN_MAX = 40;

/** How a chat that is not there is called, without saying which (ACT-8). */
const CALLED: Readonly<Record<Exclude<Target['kind'], 'handle'>, string>> = {
  chatId: 'chat_id',
  chatGuid: 'chat_guid',
  chatIdentifier: 'chat_identifier',
};

/**
 * Where an action is to be done: a chat that is there (ACT-8, ACT-9). Rejects with `target_invalid` and `target_unknown`, and as
 * asking imsg does.
 */
export async function chatToActIn(
  action: string,
  written: string,
  { region, addressOf }: { readonly region: string; addressOf(written: string): Promise<Address> },
): Promise<Address> {
  const name = `iMessage ${clean(action, NAME_SHOWN_MAX)}`;
  // It may come from a program that is not checked by its types.
  if (typeof written === 'string' && written.trim() === '')
    throw new EngineError('target_invalid', {
      message: `${name} requires chatGuid, chatId, chatIdentifier, or a chat target.`,
    });
  const target = parseTarget(written, region);
  const isThere = (error: unknown) => !(error instanceof EngineError) || error.code !== 'target_unknown';
  const address = await addressOf(written).catch((error: unknown) => {
    if (isThere(error) || target.kind === 'handle') throw error;
    const message = `${name} failed: chatGuid not found for ${CALLED[target.kind]}:<redacted>.`;
    throw new EngineError('target_unknown', { message });
  });
  if (address.target.to === undefined) return address;
  throw new EngineError('target_unknown', {
    message: `${name} requires a known chat. Nothing was written with this person here yet: write to them first.`,
  });
}

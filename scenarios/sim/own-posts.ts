// What an operator has a gateway send and do of their own accord, as the ledger has it.

import type { Engine } from '../../engine/embedding.ts';
import { EngineError } from '../../engine/errors.ts';
import { addEntry, type Ledger } from '../observe/ledger.ts';

/** A message, or an action. */
export type OwnPost = Parameters<Engine['send']>[0] | Parameters<Engine['act']>[0];

/** Gets null, or how it ended, or the code of the refusal. */
export type OnPosted = (code: string | null) => void;

/** @param engine Null = no gateway runs. */
export function createPosting(
  ledger: Ledger,
  nowMs: () => number,
  engine: () => Engine | null,
): (post: OwnPost, onAnswer: OnPosted) => void {
  let posts = 0;
  const post = async (given: OwnPost): Promise<string | null> => {
    const running = engine();
    if (!running) return 'gateway_not_running';
    posts += 1;
    const asked = { kind: 'post', nth: posts, ...saidIn(given) } as const;
    const told = (end: readonly string[] | string | null) =>
      addEntry(ledger, { ...asked, atMs: nowMs(), end });
    told(null);
    try {
      const { parts } = await ('name' in given ? running.act(given) : running.send(given));
      told(parts.map(({ state }) => state));
      return parts.find(({ state }) => state !== 'sent')?.state ?? null;
    } catch (error) {
      const code = error instanceof EngineError ? error.code : String(error);
      told(code);
      return code;
    }
  };
  return (given, onAnswer) => void post(given).then(onAnswer);
}

function saidIn(given: OwnPost) {
  const { to = '' } = given;
  if ('name' in given) return { to, said: null, action: { name: given.name, input: given.input } };
  return { to, said: given.parts ?? [given.text], action: null };
}

// What an operator decides on people who want to pair, as the ledger has it.

import type { Engine } from '../../engine/embedding.ts';
import { EngineError } from '../../engine/errors.ts';
import { normalizeHandle } from '../../engine/message/identity/handles.ts';
import { addEntry, type Ledger } from '../observe/ledger.ts';

/** Whom it is about, by a handle; the code is looked up, as an operator does in the list. */
export interface PairingDecision {
  readonly verb: 'approve' | 'deny';
  readonly handle: string;
  /** Further ones, where it is about somebody who has several. */
  readonly otherHandles?: readonly string[];
  readonly accountId?: string;
  /** Default false. */
  readonly notify?: boolean;
}

/** A code that nobody was sent. */
const NO_CODE = 'AAAAAAAA';
/** What an engine throws whoever asks it for more than it has opened. */
const NOT_STARTED = 'The engine has not been started.';

/** Answers null, or the code of the refusal. */
export async function decidePairing(
  { verb, handle, otherHandles = [], accountId, notify = false }: PairingDecision,
  engine: Engine | null,
  ledger: Ledger,
  nowMs: () => number,
): Promise<string | null> {
  if (!engine) return 'gateway_not_running';
  let asked = { kind: 'pairing', verb, handle, isDone: false } as const;
  let of = accountId ?? null;
  try {
    const waiting = engine.pairing
      .list()
      .filter((one) => accountId === undefined || one.accountId === accountId);
    const found = [handle, ...otherHandles]
      .map(normalizeHandle)
      .flatMap((wanted) => waiting.find((one) => one.handle === wanted) ?? [])[0];
    if (found) asked = { ...asked, handle: found.handle };
    const choice = { code: found?.code ?? NO_CODE, ...(accountId !== undefined && { accountId }) };
    of = found?.accountId ?? of;
    addEntry(ledger, { ...asked, atMs: nowMs(), accountId: of });
    const done =
      verb === 'approve'
        ? await engine.pairing.approve({ ...choice, notify })
        : await engine.pairing.deny(choice);
    addEntry(ledger, { ...asked, atMs: nowMs(), accountId: done.accountId, isDone: true });
    return null;
  } catch (error) {
    // Known not to have happened, unlike what was asked of a gateway that died.
    if (error instanceof EngineError && error.code === 'pairing_code_unknown')
      addEntry(ledger, { ...asked, atMs: nowMs(), accountId: of, isRefused: true });
    // One that has not opened its store yet answers no operator either.
    if (error instanceof TypeError && error.message === NOT_STARTED) return 'gateway_not_running';
    return error instanceof EngineError ? error.code : String(error);
  }
}

import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../engine/errors.ts';
import type { MessagesDb } from '../../../../engine/ports/messages-db.ts';
import { createAccess } from '../../../../engine/source/access.ts';
import { EMPTY_MESSAGES_DB } from '../../../support/chat-db/empty-messages-db.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';

function bed({ isLocal = true, wasReadable = false } = {}) {
  const clock = createManualClock();
  const told: string[] = [];
  const infos: string[] = [];
  const state: { isThere: boolean; why?: string } = { isThere: false };
  const stop = new AbortController();
  const db: MessagesDb = {
    ...EMPTY_MESSAGES_DB,
    async maxRowid() {
      if (!state.isThere)
        throw new EngineError('messages_db_unreadable', state.why ? { message: state.why } : {});
      return 5;
    },
  };
  const access = createAccess({
    ownerId: 'default',
    db: isLocal ? db : null,
    clock,
    logger: {
      debug() {},
      info: (message) => void infos.push(message),
      warn() {},
      error: (message) => void told.push(message),
    },
    signal: stop.signal,
    wasReadable: async () => wasReadable,
  });
  const patiently = () => {
    const answers: (MessagesDb | null)[] = [];
    void access.patiently().then((found) => answers.push(found));
    return answers;
  };
  return { clock, told, infos, state, stop, db, access, patiently };
}

describe('chat.db', () => {
  it('that could be read before is tried for half a minute, and used when it is back (ruling-29, Q8)', async () => {
    const { clock, state, db, told, patiently } = bed({ wasReadable: true });
    const answers = patiently();
    await clock.advance(29_000);
    expect(answers).toEqual([]);
    state.isThere = true;
    await clock.advance(500);
    expect(answers).toEqual([db]);
    expect(told).toEqual([]);
  });

  it('that stays away is told of, and gone without', async () => {
    const { clock, told, patiently } = bed({ wasReadable: true });
    const answers = patiently();
    await clock.advance(31_000);
    expect(answers).toEqual([null]);
    expect(told).toHaveLength(1);
  });

  it('is told of once an outage, however often it is tried, and again in the next one', async () => {
    const { told, infos, state, access } = bed();
    for (let tries = 0; tries < 5; tries += 1) await access.now();
    expect(told).toHaveLength(1);
    expect(infos).toEqual([]);
    state.isThere = true;
    await access.now();
    await access.now();
    expect(infos).toEqual(['[default] chat.db can be read again']);
    state.isThere = false;
    await access.now();
    expect(told).toHaveLength(2);
  });

  it('that cannot be read for another reason is told of anew', async () => {
    const { told, state, access } = bed();
    await access.now();
    state.why = 'another reason';
    await access.now();
    expect(told).toHaveLength(2);
  });

  it('that was never readable is gone without at once', async () => {
    const { clock, patiently } = bed();
    const answers = patiently();
    await clock.advance(0);
    expect(answers).toEqual([null]);
  });

  it('that this run has read is waited for as well, but not beyond a stop', async () => {
    const { clock, state, stop, db, access, patiently } = bed();
    state.isThere = true;
    expect(await access.now()).toBe(db);
    state.isThere = false;
    const answers = patiently();
    await clock.advance(5_000);
    expect(answers).toEqual([]);
    stop.abort();
    await clock.advance(500);
    expect(answers).toEqual([null]);
  });

  it('behind a wrapper is not looked for', async () => {
    const { access, told } = bed({ isLocal: false, wasReadable: true });
    expect(await access.patiently()).toBeNull();
    expect(told).toEqual([]);
  });
});

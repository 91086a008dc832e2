import { beforeEach, describe, expect, it } from 'vitest';
import { EngineError } from '../../../../engine/errors.ts';
import type { RpcCaller } from '../../../../engine/imsg/rpc-client.ts';
import { createMemoryCore } from '../../../../engine/store/memory.ts';
import { createWordsOverWire } from '../../../../engine/turns/words-over-wire.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { id } from '../../../support/messages/ids.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';
import { openCore } from '../../../support/stores/bed.ts';
import { formedTurn, type Payload, payload } from '../../../support/stores/formed-turn.ts';
import { createSource } from '../../../support/stores/inputs.ts';

describe('what the rows of a turn say by now, behind a remote wrapper (ruling-32)', () => {
  let clock: ReturnType<typeof createManualClock>;
  let store: ReturnType<typeof openCore>;
  let history: () => Promise<readonly Payload[]>;
  let askedCount: number;
  beforeEach(async () => {
    clock = createManualClock();
    store = openCore(createMemoryCore());
    history = async () => [];
    askedCount = 0;
    await createSource(store);
  });

  const client = {
    async call() {
      askedCount += 1;
      return { messages: await history() };
    },
  } as unknown as RpcCaller;
  const words = (version: string | null = '0.14.1') =>
    createWordsOverWire({
      store,
      clock,
      logger: createListLogger(),
      wireRegion: null,
      readClient: () => client,
      imsgVersion: () => version,
    });
  /** A turn of two rows that was formed now. */
  const formed = () =>
    formedTurn(store, [payload(1, 'Book it'), payload(2, 'for two')], 'Book it for two', {
      formedAtMs: clock.wallMs(),
    });
  const { signal } = new AbortController();

  it('are those that were told where it is handed over at once, of an older build too, and nobody is asked', async () => {
    const given = await formed();
    expect(await words().of(given, signal)).toBe(given);
    const { messageGuids } = given.context;
    expect((await words().asTold(messageGuids, null)).size).toBe(2);
    expect((await words().asTold(messageGuids, given.formedAtMs)).size).toBe(2);
    await clock.advance(5_000);
    expect(await words('0.13.1').of(given, signal)).toBe(given);
    expect((await words('0.13.1').asTold(messageGuids, given.formedAtMs)).size).toBe(2);
    expect(askedCount).toBe(0);
  });

  it('are asked for where it has waited: corrected, taken back, or as they were', async () => {
    const given = await formed();
    await clock.advance(5_000);
    expect((await words().asTold(given.context.messageGuids, given.formedAtMs)).size).toBe(0);
    history = async () => [payload(2, 'for two'), payload(1, 'Book it')];
    expect(await words().of(given, signal)).toBe(given);
    history = async () => [payload(2, 'for three'), payload(1, 'Book it')];
    expect((await words().of(given, signal))?.text).toContain('for three');
    history = async () => [payload(2, ''), payload(1, 'Book it')];
    expect(await words().of(given, signal)).toMatchObject({
      text: 'Book it',
      context: { messageGuids: [id.guid('G1')] },
    });
    history = async () => [payload(2, ''), payload(1, '')];
    expect(await words().of(given, signal)).toBeNull();
  });

  it('stay as they were told where imsg does not say', async () => {
    const given = await formed();
    await clock.advance(5_000);
    expect(await words().of(given, signal)).toBe(given);
    history = () => Promise.reject(new EngineError('rpc_timeout'));
    expect(await words().of(given, signal)).toBe(given);
    expect(askedCount).toBe(2);
  });
});

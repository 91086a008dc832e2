import { beforeEach, describe, expect, it } from 'vitest';
import { createPresence } from '../../../../engine/outbound/presence.ts';
import type { SignalRequest } from '../../../../engine/wire/signals.ts';
import { createManualClock, type ManualClock } from '../../../support/clocks/manual-clock.ts';
import { unawaited } from '../../../support/engine/world.ts';
import { CONTEXT } from '../../../support/stores/inputs.ts';

const TURN = { context: CONTEXT };

let clock: ManualClock;
let shown: string[];
let isFree: boolean;
let ending: AbortController;
beforeEach(() => {
  clock = createManualClock();
  shown = [];
  isFree = true;
  ending = new AbortController();
});

function presence({ has = ['read', 'typing'], canShow = (): boolean => true, sendReadReceipts = true } = {}) {
  const line = {
    shows: (kind: string) => has.includes(kind),
    canShow: async () => canShow(),
    show({ kind, isOn }: SignalRequest) {
      if (!isFree) return null;
      shown.push(kind === 'read' ? 'read' : isOn ? 'on' : 'off');
      return { over: Promise.resolve() };
    },
  };
  return createPresence({
    line,
    clock,
    unawaited,
    sendsReadReceipts: () => sendReadReceipts,
    ending: ending.signal,
  });
}
const settle = () => clock.advance(0);

describe('what people see while they are being answered', () => {
  it('is that it was read, and a bubble that is renewed until the end (CAP-5, CAP-6)', async () => {
    const end = presence()(TURN);
    await settle();
    expect(shown).toEqual(['read', 'on']);
    await clock.advance(8_000);
    expect(shown).toEqual(['read', 'on', 'on']);
    end();
    end();
    expect(shown).toEqual(['read', 'on', 'on', 'off']);
    await clock.advance(60_000);
    expect(shown).toHaveLength(4);
    expect(clock.waiting).toBe(0);
  });

  it('is no receipt where that is switched off, and nothing of what the build has not', async () => {
    presence({ sendReadReceipts: false })(TURN);
    await settle();
    expect(shown).toEqual(['on']);
    presence({ has: ['read'] })(TURN);
    await settle();
    expect(shown).toEqual(['on', 'read']);
  });

  it('is nothing where the build has neither', async () => {
    presence({ has: [] })(TURN)();
    presence({ has: [] })(TURN);
    await clock.advance(60_000);
    expect([shown, clock.waiting]).toEqual([[], 0]);
  });

  it('is nothing without the bridge, and begins where that comes up meanwhile', async () => {
    let canShow = false;
    const end = presence({ canShow: () => canShow })(TURN);
    await clock.advance(20_000);
    expect(shown).toEqual([]);
    canShow = true;
    await clock.advance(8_000);
    expect(shown).toEqual(['read', 'on']);
    end();
    canShow = false;
    presence({ canShow: () => canShow })(TURN)();
    await clock.advance(60_000);
    expect([shown, clock.waiting]).toEqual([['read', 'on', 'off'], 0]);
    presence({ canShow: () => canShow })(TURN);
    await clock.advance(11 * 60_000);
    expect(clock.waiting).toBe(0);
  });

  it('never ends later than ten minutes, and shows nothing that was over before it began (invariant-43)', async () => {
    presence()(TURN);
    await clock.advance(11 * 60_000);
    expect(shown.at(-1)).toBe('off');
    const count = shown.length;
    await clock.advance(60_000);
    expect(shown).toHaveLength(count);
    presence({ sendReadReceipts: false })(TURN)();
    await clock.advance(60_000);
    expect(shown).toHaveLength(count);
  });

  it('ends behind the reply that has the wire, for as long as anybody could see it', async () => {
    const end = presence()(TURN);
    await settle();
    isFree = false;
    end();
    await clock.advance(3_000);
    expect(shown).toEqual(['read', 'on']);
    isFree = true;
    await clock.advance(1_000);
    expect(shown).toEqual(['read', 'on', 'off']);
    const again = presence()(TURN);
    await settle();
    isFree = false;
    again();
    await clock.advance(120_000);
    expect(clock.waiting).toBe(0);
  });

  it('goes on in the next turn of the conversation, and waits for nothing at a stop', async () => {
    const begin = presence();
    const first = begin(TURN);
    await settle();
    isFree = false;
    first();
    isFree = true;
    begin(TURN);
    await clock.advance(2_000);
    expect(shown).toEqual(['read', 'on', 'read', 'on']);
    ending.abort();
    await clock.advance(60_000);
    expect([shown.length, clock.waiting]).toEqual([4, 0]);
  });
});

import { describe, expect, it } from 'vitest';
import type { PartRow } from '../../../../engine/store/commands/parts.ts';
import { createOutboxBed } from '../../../support/sending/outbox-bed.ts';
import { ACCOUNT } from '../../../support/stores/inputs.ts';

const RECENT = { accountId: ACCOUNT, sinceMs: 0, limit: 1 };

describe('what left', () => {
  it('tells of what fails after it left, once, and sends it to nobody again (S7)', async () => {
    const errors = new Map<string, number>();
    const { clock, sent, parts, logger, answer, proofs } = await createOutboxBed({ errors });
    await answer('one');
    await clock.advance(1_000);
    errors.set('G-1', 22);
    await clock.advance(10 * 60_000);
    expect(parts).toEqual(['one sending', 'one sent', 'one undelivered']);
    expect(sent).toEqual(['one']);
    expect(await proofs()).toEqual(['one undelivered G-1']);
    const told = logger.lines.filter((line) => line.startsWith('warn'));
    expect(told).toEqual(['warn imessage: reply undelivered for chat_id:7: Messages noted error 22']);
  });

  it('goes on looking after a restart at what was sent before it (S7)', async () => {
    const errors = new Map<string, number>();
    const { clock, parts, answer, restart } = await createOutboxBed({ errors });
    await answer('one');
    await restart();
    errors.set('G-1', 22);
    await clock.advance(60_000);
    expect(parts.filter((part) => part === 'one undelivered')).toHaveLength(1);
  });

  it('tells once after a restart of what was noted as undelivered in the moment of a crash', async () => {
    const { clock, parts, logger, answer, restart, store } = await createOutboxBed({});
    await answer('one');
    await clock.advance(1_000);
    const [{ partId, guid, rowid }] = (await store.recentParts(RECENT)) as [PartRow];
    const evidence = { guid, rowid, via: 'row', detail: 'Messages noted error 22' } as const;
    await store.endPart({ partId, from: 'sent', to: 'undelivered', evidence, atMs: clock.wallMs() });
    await restart();
    await restart();
    expect(parts).toEqual(['one sending', 'one sent', 'one undelivered']);
    const told = logger.lines.filter((line) => line.startsWith('warn'));
    expect(told).toEqual(['warn imessage: reply undelivered for chat_id:7: Messages noted error 22']);
  });

  it('looks although more leaves all the time (S7, ruling-30)', async () => {
    const errors = new Map([['G-1', 22]]);
    const { clock, parts, answer } = await createOutboxBed({ errors });
    for (let second = 0; second < 6; second += 1) {
      await answer(`part ${second}`);
      await clock.advance(1_000);
    }
    expect(parts).toContain('part 0 undelivered');
  });

  it('goes on after a restart with what was sent last, where that was more than it looks at', async () => {
    const errors = new Map<string, number>();
    const { clock, sent, parts, answer, restart } = await createOutboxBed({ errors });
    await answer(...Array.from({ length: 1_001 }, (_, index) => `part ${index}`));
    for (let step = 0; sent.length < 1_001 && step < 1_000; step += 1) await clock.advance(0);
    await restart();
    errors.set('G-1001', 22);
    await clock.advance(60_000);
    expect(parts).toContain('part 1000 undelivered');
  });
});

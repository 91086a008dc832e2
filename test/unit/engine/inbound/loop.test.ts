import { describe, expect, it } from 'vitest';
import { createOwnSends } from '../../../../engine/echo/own-sends.ts';
import { decide } from '../../../../engine/inbound/decide.ts';
import { createEchoMemory } from '../../../../engine/source/echoes.ts';
import { id } from '../../../support/messages/ids.ts';
import { ALICE, arrivalOf, decided, NOW_MS, snapshotOf } from '../../../support/messages/journalled.ts';

const REFLECTED = '<think>say hello</think> Hello';

type Row = readonly [string, number, Record<string, unknown>?];

/** Rows of Alice, by when each was written, in seconds from now. */
function codesOf(rows: readonly Row[], given = {}) {
  const batch = rows.map(([text, second, fields], index) =>
    arrivalOf({
      id: index + 1,
      guid: `G${index}`,
      text,
      created_at: new Date(NOW_MS + second * 1_000).toISOString(),
      ...fields,
    }),
  );
  return decide(batch, snapshotOf(given));
}
const fatesOf = (...args: Parameters<typeof codesOf>) => codesOf(...args).map(({ code }) => code);
const reflected = (count: number, fields: Record<string, unknown> = {}): Row[] =>
  Array.from({ length: count }, (_, index) => [REFLECTED, index - 30, fields]);

describe('a conversation in which answers of an agent keep coming back', () => {
  it('is answered no more while five have come within a minute (ECH-9)', () => {
    expect(fatesOf([...reflected(4), ['hello', -20]]).at(-1)).toBe('admitted');
    const decisions = codesOf([...reflected(5), ['hello', -20], ['still there?', 29], ['and now?', 30]]);
    expect(decisions.slice(4).map(({ code }) => code)).toEqual([
      'reflected',
      'echo_loop',
      'echo_loop',
      'admitted',
    ]);
    expect(decisions[5]!.consequences).toMatchObject([
      { kind: 'warn', text: expect.not.stringContaining(ALICE) },
    ]);
  });

  it('is that conversation alone, and does not count what was sent here (ECH-9)', () => {
    const elsewhere = { chat_id: 9, chat_guid: 'any;-;+15550002222', chat_identifier: '+15550002222' };
    expect(fatesOf([...reflected(5, elsewhere), ['hello', -20]]).at(-1)).toBe('admitted');
    const own = reflected(9, { is_from_me: true });
    expect(fatesOf([...own, ['hello', -20]]).at(-1)).toBe('admitted');
  });

  it('counts what was sent here and came back from somebody, and no row that Messages made of it (ECH-9, C1)', () => {
    const own = createOwnSends();
    for (let n = 0; n < 5; n += 1) own.addGuid(id.guid(`G${n}`));
    const codeAfter = (fields: Record<string, unknown>) => {
      const came = Array.from({ length: 5 }, (_, n): Row => ['Hello', n - 30, fields]);
      return fatesOf([...came, ['hello', -20]], { own: own.sends }).at(-1);
    };
    expect(codeAfter({})).toBe('echo_loop');
    expect(codeAfter({ sender: '' })).toBe('admitted');
    expect(codeAfter({ is_from_me: true })).toBe('admitted');
  });

  it('is known again after a restart, by when each was written (ECH-9)', async () => {
    const memory = createEchoMemory();
    const rows = [-59, -40, -20, -10, -5].map((second) => {
      const created_at = new Date(NOW_MS + second * 1_000).toISOString();
      return decided({ fields: { text: REFLECTED, created_at } }).journalled;
    });
    const echoes = async () => rows;
    await memory.load({ echoes }, ['source-1'], NOW_MS);
    await memory.load({ echoes }, ['source-1'], NOW_MS);
    const next = (second: number) => fatesOf([['hello', second]], { echoes: memory.times });
    expect(next(0)).toEqual(['echo_loop']);
    expect(next(1)).toEqual(['admitted']);
  });

  it('is read once more where reading it failed', async () => {
    const memory = createEchoMemory();
    const rows = [decided({ fields: { text: REFLECTED } }).journalled];
    const broken = { echoes: () => Promise.reject(new Error('disk I/O error')) };
    await expect(memory.load(broken, ['source-1'], NOW_MS)).rejects.toThrow('disk');
    await memory.load({ echoes: async () => rows }, ['source-1'], NOW_MS);
    expect([...memory.times.values()].flat()).toHaveLength(1);
  });

  it('is known from one batch to the next, and of no repeat', () => {
    const memory = createEchoMemory();
    const rows = codesOf(reflected(5)).map((one, seq) => ({ ...one, seq, isNew: true }));
    memory.learn(rows.slice(0, 4));
    memory.learn(rows.map((one) => ({ ...one, isNew: false })));
    const next = () => fatesOf([['hello', -20]], { echoes: memory.times });
    expect(next()).toEqual(['admitted']);
    memory.learn(rows.slice(4));
    expect(next()).toEqual(['echo_loop']);
  });
});

// Waiting against what must be true of it whatever comes when: nothing lost, nothing merged that does
// not belong together, nobody kept waiting.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { URL_BALLOON } from '../../engine/message/preview.ts';
import { WAIT_WINDOWS_MAX } from '../../engine/message/waiting.ts';
import type { Member, Members } from '../../engine/turns/member.ts';
import { createBuckets } from '../../engine/turns/wait/buckets.ts';
import { createManualClock } from '../support/clocks/manual-clock.ts';
import { member } from '../support/messages/member.ts';
import '../support/repository/seeded.ts';

const WINDOW_MS = 2_500;
const START_MS = Date.parse('2026-03-02T09:00:00.000Z');

interface Input {
  readonly gapMs: number;
  readonly chat: string;
  readonly sender: string;
  readonly kind: 'text' | 'link' | 'blank preview' | 'chatty preview';
}

const inputs = fc.array(
  fc.record({
    gapMs: fc.oneof(fc.integer({ min: 0, max: 2_400 }), fc.integer({ min: 2_600, max: 9_000 })),
    chat: fc.constantFrom('x', 'y'),
    sender: fc.constantFrom('alice', 'alice', 'bob'),
    kind: fc.constantFrom<Input['kind']>('text', 'text', 'link', 'blank preview', 'chatty preview'),
  }),
  { minLength: 1, maxLength: 12 },
);

/** Two people in one chat who write faster than a window ends. */
const talk = fc.array(
  fc.record({
    gapMs: fc.integer({ min: 0, max: 2_000 }),
    chat: fc.constant('x'),
    sender: fc.constantFrom('alice', 'bob'),
    kind: fc.constantFrom<Input['kind']>('text', 'link'),
  }),
  { minLength: 2, maxLength: 9 },
);

const TEXTS = {
  text: 'words',
  link: 'https://example.com/a',
  'blank preview': '',
  'chatty preview': 'see www.example.com',
};

interface Arrived {
  readonly row: Member;
  readonly atMs: number;
  readonly input: Input;
}

async function run(rows: readonly Input[]) {
  const clock = createManualClock();
  const groups: { readonly atMs: number; readonly rows: readonly [Arrived, ...Arrived[]] }[] = [];
  const arrived: Arrived[] = [];
  const arrivedOf = (row: Member) => arrived.find((entry) => entry.row === row)!;
  const entriesOf = ([first, ...rest]: Members) => [arrivedOf(first), ...rest.map(arrivedOf)] as const;
  const buckets = createBuckets({
    clock,
    rule: () => ({ pairsOnly: true, windowMs: WINDOW_MS }),
    isMetadataKnown: () => true,
    waits: () => true,
    release: (released) =>
      groups.push(...released.map((group) => ({ atMs: clock.monotonicMs(), rows: entriesOf(group) }))),
  });
  for (const [index, input] of rows.entries()) {
    await clock.advance(input.gapMs);
    const atMs = clock.monotonicMs();
    const row = rowOf(input, index + 1, atMs, clock.wallMs());
    arrived.push({ row, atMs, input });
    buckets.add([row]);
  }
  await clock.advance(WINDOW_MS * 10);
  expect(buckets.count()).toBe(0);
  expect(clock.waiting).toBe(0);
  return { arrived, groups };
}

function rowOf({ kind, chat, sender }: Input, rowid: number, atMs: number, arrivedAtMs: number): Member {
  const created_at = new Date(START_MS + atMs).toISOString();
  const balloon = kind === 'text' ? {} : { balloon_bundle_id: URL_BALLOON };
  const fields = { id: rowid, chat_guid: chat, sender, text: TEXTS[kind], created_at, ...balloon };
  return member(fields, { arrivedAtMs });
}

const rowid = ({ row }: Arrived) => row.message.rowid;
const isPair = (group: readonly Arrived[]) => group.length > 1;
const isOfOne = (one: Input, other: Input) => one.chat === other.chat && one.sender === other.sender;

describe('waiting, whatever comes when', () => {
  it('lets every row go exactly once, in the order of its conversation (invariant-14)', async () => {
    await fc.assert(
      fc.asyncProperty(inputs, async (rows) => {
        const { arrived, groups } = await run(rows);
        const out = groups.flatMap((group) => [...group.rows]);
        expect(out.map(rowid).sort((a, b) => a - b)).toEqual(arrived.map(rowid));
        for (const chat of ['x', 'y']) {
          const firsts = groups
            .filter((group) => group.rows[0].input.chat === chat)
            .map((group) => rowid(group.rows[0]));
          expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
        }
      }),
      { numRuns: 120 },
    );
  });

  it('merges nothing but a text and the preview right behind it, of one sender in one chat (invariant-16, invariant-17)', async () => {
    await fc.assert(
      fc.asyncProperty(inputs, async (rows) => {
        const { arrived, groups } = await run(rows);
        for (const { rows: group } of groups.filter((entry) => isPair(entry.rows))) {
          expect(group).toHaveLength(2);
          const [text, preview] = group as readonly [Arrived, Arrived];
          expect(text.input.kind).toBe('text');
          expect(['link', 'blank preview']).toContain(preview.input.kind);
          expect(isOfOne(preview.input, text.input)).toBe(true);
          const between = arrived.filter((row) => isOfOne(row.input, text.input) && rowid(row) > rowid(text));
          expect(between[0]).toBe(preview);
        }
      }),
      { numRuns: 120 },
    );
  });

  it('puts a text and the preview right behind it together where the window is kept, whoever else writes there', async () => {
    await fc.assert(
      fc.asyncProperty(talk, async (rows) => {
        const { arrived, groups } = await run(rows);
        const turnOf = (one: Arrived) => groups.find((group) => group.rows.includes(one));
        for (const [index, link] of arrived.entries()) {
          const text = arrived[index - 1];
          if (text?.input.kind !== 'text' || link.input.kind !== 'link') continue;
          const isInTime = link.atMs - text.atMs < WINDOW_MS;
          if (isInTime && isOfOne(text.input, link.input)) expect(turnOf(link)).toBe(turnOf(text));
        }
      }),
      { numRuns: 120 },
    );
  });

  it('keeps nobody waiting longer than the limit and one window (invariant-19)', async () => {
    await fc.assert(
      fc.asyncProperty(inputs, async (rows) => {
        const { groups } = await run(rows);
        for (const { atMs, rows: group } of groups) {
          expect(atMs - group[0].atMs).toBeLessThanOrEqual((WAIT_WINDOWS_MAX + 1) * WINDOW_MS);
        }
      }),
      { numRuns: 120 },
    );
  });

  it('decides a conversation as if the other did not exist', async () => {
    await fc.assert(
      fc.asyncProperty(inputs, async (rows) => {
        const timed = rows.map((input, index) => ({
          input,
          atMs: rows.slice(0, index + 1).reduce((sum, row) => sum + row.gapMs, 0),
        }));
        const alone = timed
          .filter(({ input }) => input.chat === 'x')
          .map(({ input, atMs }, index, own) => ({ ...input, gapMs: atMs - (own[index - 1]?.atMs ?? 0) }));
        const shape = async (some: readonly Input[]) =>
          (await run(some)).groups
            .filter((group) => group.rows[0].input.chat === 'x')
            .map((group) => group.rows.map((row) => `${row.input.sender} ${row.input.kind} ${row.atMs}`));
        expect(await shape(rows)).toEqual(await shape(alone));
      }),
      { numRuns: 120 },
    );
  });
});

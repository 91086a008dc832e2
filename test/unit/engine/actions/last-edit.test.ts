import { describe, expect, it } from 'vitest';
import { isChangedBeside, isEditedSince } from '../../../../engine/actions/last-edit.ts';
import type { PartRow } from '../../../../engine/store/commands/parts.ts';
import { id } from '../../../support/messages/ids.ts';
import { ACCOUNT, part } from '../../../support/stores/inputs.ts';

const GUID = id.guid('00000001-0000-4000-8000-0000000000AA');
const LOOKED_AT_MS = 5_000;

/** An edit of which nothing but its date shows, unless it is another part. */
function change(name: string, facts: Partial<PartRow> = {}): PartRow {
  const deed = {
    name: 'edit',
    params: { message_id: GUID, text: 'Yes.' },
    target: GUID,
    editedBefore: { atMs: null, lookedAtMs: LOOKED_AT_MS },
  };
  return {
    ...part(name),
    kind: 'action',
    content: JSON.stringify(deed),
    state: 'sending',
    turnId: null,
    accountId: ACCOUNT,
    lane: id.lane('lane-1'),
    seq: 1,
    guid: null,
    rowid: null,
    evidence: null,
    endedAtMs: null,
    createdAtMs: LOOKED_AT_MS,
    ...facts,
  };
}
const contentOf = (deed: object) => JSON.stringify({ params: {}, target: GUID, ...deed });

describe('an edit since a message was looked at', () => {
  const deed = { name: 'edit', params: {}, target: GUID, editedBefore: { atMs: 3, lookedAtMs: 5 } };
  const at = (atMs: number | null) => ({ editedAt: async () => ({ atMs }) });

  it('shows by another date than it had', async () => {
    expect(await isEditedSince(deed, at(7))).toBe(true);
    expect(await isEditedSince(deed, at(3))).toBe(false);
    expect(await isEditedSince(deed, at(null))).toBe(false);
  });

  it('is not known where nobody can look, or did', async () => {
    expect(await isEditedSince(deed, { editedAt: async () => null })).toBeNull();
    expect(await isEditedSince({ ...deed, editedBefore: undefined } as never, at(7))).toBeNull();
  });
});

describe('the date of the last edit', () => {
  const isOf = (other: Partial<PartRow>) => !isChangedBeside(change('one'), [change('other', other)]);

  it('is that of a change beside which there was none', () => {
    expect(isChangedBeside(change('one'), [change('one')])).toBe(false);
    expect(isChangedBeside(change('one'), [])).toBe(false);
  });

  it.each<[why: string, other: Partial<PartRow>]>([
    ['is on the wire', {}],
    ['has ended since', { state: 'sent', endedAtMs: LOOKED_AT_MS }],
    ['has no known end', { state: 'unknown', endedAtMs: LOOKED_AT_MS + 1 }],
    ['takes it back', { content: contentOf({ name: 'unsend' }) }],
    ['writes its GUID otherwise', { content: contentOf({ name: 'edit', target: GUID.toLowerCase() }) }],
  ])('may be that of another change of the message, which %s', (_, other) => {
    expect(isOf(other)).toBe(false);
  });

  it.each<[why: string, other: Partial<PartRow>]>([
    ['that has ended before', { state: 'sent', endedAtMs: LOOKED_AT_MS - 1 }],
    ['that waits', { state: 'queued' }],
    ['that imsg has not begun', { state: 'failed', endedAtMs: LOOKED_AT_MS + 1 }],
    ['of another message', { content: contentOf({ name: 'edit', target: 'OTHER' }) }],
    ['that leaves its words as they are', { content: contentOf({ name: 'react' }) }],
    ['that is kept no longer', { content: '' }],
    ['that is words', { kind: 'text', content: 'Yes.' }],
  ])('is not that of something else, as %s', (_, other) => {
    expect(isOf(other)).toBe(true);
  });

  it('is asked for by nothing that was not looked at before', () => {
    const unseen = change('one', { content: contentOf({ name: 'edit' }) });
    expect(isChangedBeside(unseen, [change('other')])).toBe(false);
  });
});

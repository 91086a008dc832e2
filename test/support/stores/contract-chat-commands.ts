import { expect, it } from 'vitest';
import type { ChatCommandEffects } from '../../../engine/store/commands/chat-commands.ts';
import type { Notice } from '../../../engine/store/commands/parts.ts';
import { id } from '../messages/ids.ts';
import type { StoreFixture } from './bed.ts';
import { ACCOUNT, CONTEXT, part, row, SOURCE, TARGET, turn } from './inputs.ts';

const LANE = id.lane(`${ACCOUNT}/${TARGET.chatGuid}`);
const OTHER_LANE = id.lane(`${ACCOUNT}/another`);

function notice(partId: string): Notice {
  return { ...part(partId), lane: LANE };
}

function effects(name: string, change: Partial<ChatCommandEffects> = {}): ChatCommandEffects {
  return { name, reply: notice(`reply-to-${name}`), stops: false, renews: null, ...change };
}

const commandRow = (rowid: number, command: ChatCommandEffects) =>
  row(rowid, {
    verdicts: [{ accountId: ACCOUNT, fate: 'command', code: 'chat_command', detail: command.name, command }],
  });

export function describeChatCommands(current: () => StoreFixture): void {
  const ingest = (...rows: Parameters<typeof row>[0][]) =>
    current().store.ingest({ sourceId: SOURCE, rows: rows.map((rowid) => row(rowid)) });
  const stop = effects('stop', { stops: true });
  const fates = async () =>
    (await current().store.verdicts({ sourceId: SOURCE, accountId: ACCOUNT, afterSeq: 0, limit: 9 })).map(
      ({ rowid, fate, code }) => [rowid, fate, code],
    );

  it('answers a command in the commit of its row, and where the row is told again not once more', async () => {
    const { store } = current();
    const told = { sourceId: SOURCE, rows: [commandRow(1, effects('help'))] };
    const { rows } = await store.ingest(told);
    expect(rows).toEqual([
      { seq: 1, isNew: true, command: { ended: [], expired: [], passedOver: [], epoch: null } },
    ]);
    expect((await store.ingest(told)).rows).toEqual([{ seq: 1, isNew: false }]);
    const queued = await store.queuedParts({ accountId: ACCOUNT, lane: LANE, afterSeq: 0, limit: 9 });
    expect(queued).toMatchObject([{ partId: 'reply-to-help', turnId: null, state: 'queued' }]);
  });

  it('answers a command behind those who are offered to pair, who stand with their rows', async () => {
    const { store } = current();
    const notice = { ...part('offer'), lane: OTHER_LANE };
    const stranger = {
      handle: id.handle('+15550001001'),
      offer: { sender: id.handle('+15550001001'), code: 'CODE1', notice },
    };
    const verdicts = [{ accountId: ACCOUNT, fate: 'challenged', code: 'unpaired', stranger } as const];
    const strange = row(2, { raw: null, verdicts });
    const { rows } = await store.ingest({
      sourceId: SOURCE,
      rows: [commandRow(1, effects('help')), strange],
    });
    expect(rows).toMatchObject([
      { seq: 1, command: { ended: [] } },
      { seq: 2, standing: 'new' },
    ]);
    const queued = await store.queuedParts({ accountId: ACCOUNT, lane: null, afterSeq: 0, limit: 9 });
    expect(queued.map(({ partId }) => partId)).toEqual(['offer', 'reply-to-help']);
  });

  it('does what a command tells and keeps the event of its row', async () => {
    const { store } = current();
    const event = {
      sessionKey: CONTEXT.sessionKey,
      contextKey: 'k',
      kind: 'reaction',
      text: 'x',
      atMs: 1,
    } as const;
    const { verdicts } = commandRow(1, effects('help'));
    const both = row(1, { verdicts: [{ ...verdicts[0]!, event }] });
    const { rows } = await store.ingest({ sourceId: SOURCE, rows: [both] });
    expect(rows).toMatchObject([{ seq: 1, isNew: true, event: expect.anything(), command: { ended: [] } }]);
    expect(await store.queuedEvents({ sessionKey: CONTEXT.sessionKey })).toHaveLength(1);
  });

  it.each([
    ['another row', [commandRow(1, effects('help'))]],
    ['a row of the same call', []],
  ])('refuses all of a call with a reply that is there already by %s', async (_by, before) => {
    const { store } = current();
    for (const one of before) await store.ingest({ sourceId: SOURCE, rows: [one] });
    const same = before.length > 0 ? [] : [commandRow(3, effects('help'))];
    const rows = [row(2), ...same, commandRow(4, effects('help'))];
    await expect(store.ingest({ sourceId: SOURCE, rows })).rejects.toThrow();
    expect(await fates()).toHaveLength(before.length);
    const queued = await store.queuedParts({ accountId: ACCOUNT, lane: null, afterSeq: 0, limit: 9 });
    expect(queued).toHaveLength(before.length);
  });

  it('ends by a command what was said before it in its chat, and nothing else', async () => {
    const { store } = current();
    await ingest(1, 2, 3, 4);
    const inLane = { lane: LANE, state: 'running' } as const;
    await store.formTurn({ sourceId: SOURCE, turn: turn('running', [1], inLane) });
    await store.formTurn({ sourceId: SOURCE, turn: turn('waiting', [2], { lane: LANE }) });
    await store.formTurn({ sourceId: SOURCE, turn: turn('elsewhere', [3], { lane: OTHER_LANE }) });
    await store.reply({ turnId: id.turn('running'), parts: [part('said')], atMs: 1 });
    const behind = row(6);
    const { rows } = await store.ingest({ sourceId: SOURCE, rows: [commandRow(5, stop), behind] });
    expect(rows[0]!.command).toMatchObject({
      ended: [
        { turnId: 'running', state: 'interrupted', code: 'stopped_by_command', detail: 'stop' },
        { turnId: 'waiting', state: 'withdrawn', code: 'withdrawn_by_command', detail: 'stop' },
      ],
      expired: [{ partId: 'said', state: 'expired' }],
      passedOver: [{ seq: 4, rowid: 4 }],
    });
    expect(await store.untoldParts({ accountId: ACCOUNT, limit: 9 })).toMatchObject([{ partId: 'said' }]);
    expect(await fates()).toEqual([
      [1, 'dispatched', 'began_turn'],
      [2, 'context', 'withdrawn_by_command'],
      [3, 'dispatched', 'began_turn'],
      [4, 'context', 'withdrawn_by_command'],
      [5, 'command', 'chat_command'],
      [6, null, 'admitted'],
    ]);
    expect(await store.openTurns({ accountId: ACCOUNT })).toMatchObject([{ turnId: 'elsewhere' }]);
    expect(await store.answer({ turnId: id.turn('running'), parts: [], atMs: 2 })).toBe(false);
    expect(await store.startTurn({ turnId: id.turn('waiting') })).toBeNull();
  });

  it('ends by a command that is told late nothing that was written after it', async () => {
    const { store } = current();
    await ingest(1, 3, 4);
    const { rows } = await store.ingest({ sourceId: SOURCE, rows: [commandRow(2, stop)] });
    expect(rows[0]!.command).toMatchObject({ passedOver: [{ rowid: 1 }] });
    expect((await fates()).filter(([, fate]) => fate === null).map(([rowid]) => rowid)).toEqual([3, 4]);
    const waits = row(5, { verdicts: [{ accountId: ACCOUNT, fate: null, code: 'command_waits' }] });
    const { rows: last } = await store.ingest({ sourceId: SOURCE, rows: [row(6), waits] });
    const told = { accountId: ACCOUNT, sourceId: SOURCE, seq: last[1]!.seq, rowid: id.rowid(5), atMs: 5 };
    expect(await store.obey({ row: told, effects: effects('new', { stops: true }) })).toMatchObject({
      passedOver: [{ rowid: 3 }, { rowid: 4 }],
    });
  });

  it('ends by a command that is told late no turn of what was written after it, and nothing of its answer', async () => {
    const { store } = current();
    await ingest(1, 3, 4, 5, 6);
    const inLane = { lane: LANE, state: 'running' } as const;
    await store.formTurn({ sourceId: SOURCE, turn: turn('before', [1], inLane) });
    await store.formTurn({ sourceId: SOURCE, turn: turn('behind', [2], inLane) });
    await store.formTurn({ sourceId: SOURCE, turn: turn('both', [3, 4], { lane: LANE }) });
    await store.formTurn({ sourceId: SOURCE, turn: turn('waiting', [5], { lane: LANE }) });
    for (const one of ['before', 'behind'])
      await store.reply({ turnId: id.turn(one), parts: [part(`said ${one}`)], atMs: 1 });
    const { rows } = await store.ingest({ sourceId: SOURCE, rows: [commandRow(2, stop)] });
    expect(rows[0]!.command).toMatchObject({
      ended: [{ turnId: 'before', state: 'interrupted' }],
      expired: [{ partId: 'said before', state: 'expired' }],
    });
    const open = await store.openTurns({ accountId: ACCOUNT });
    expect(open.map(({ turnId }) => turnId)).toEqual(['behind', 'both', 'waiting']);
    const queued = await store.queuedParts({ accountId: ACCOUNT, lane: LANE, afterSeq: 0, limit: 9 });
    expect(queued.map(({ partId }) => partId)).toEqual(['said behind', 'reply-to-stop']);
  });

  it('leaves to its end by a command what is being done about the configuration', async () => {
    const { store } = current();
    const config = row(1, { verdicts: [{ accountId: ACCOUNT, fate: null, code: 'config_waits' }] });
    const { rows } = await store.ingest({ sourceId: SOURCE, rows: [config, row(2), commandRow(3, stop)] });
    expect(rows[2]!.command).toMatchObject({ passedOver: [{ seq: 2, rowid: 2 }] });
    const told = { accountId: ACCOUNT, sourceId: SOURCE, seq: 1, rowid: id.rowid(1), atMs: 5 };
    expect(await store.obey({ row: told, effects: effects('config') })).not.toBeNull();
    expect((await fates())[0]).toEqual([1, 'command', 'chat_command']);
  });

  it('begins a session anew under its key, without the events that waited for it', async () => {
    const { store } = current();
    const { sessionKey } = CONTEXT;
    const event = { sessionKey, contextKey: 'k', kind: 'reaction', text: 'liked', atMs: 1 } as const;
    const tapped = row(1, {
      verdicts: [{ accountId: ACCOUNT, fate: 'reaction', code: 'tapback', event }],
    });
    await store.ingest({ sourceId: SOURCE, rows: [tapped] });
    const renew = (rowid: number, name: string) =>
      store.ingest({ sourceId: SOURCE, rows: [commandRow(rowid, effects(name, { renews: sessionKey }))] });
    const { rows } = await renew(2, 'new');
    const epoch = { sessionKey, epoch: 2 };
    expect(rows[0]!.command?.epoch).toEqual(epoch);
    expect(await store.queuedEvents({ sessionKey })).toEqual([]);
    await renew(3, 'reset');
    expect(await store.sessionEpochs({ afterKey: '', limit: 9 })).toEqual([{ sessionKey, epoch: 3 }]);
    expect(await store.sessionEpochs({ afterKey: sessionKey, limit: 9 })).toEqual([]);
  });

  it('carries out what a row tells that waited, once', async () => {
    const { store } = current();
    await ingest(1, 2);
    const told = { accountId: ACCOUNT, sourceId: SOURCE, seq: 2, rowid: id.rowid(2), atMs: 5 };
    const outcome = await store.obey({ row: told, effects: stop });
    expect(outcome).toMatchObject({ passedOver: [{ seq: 1 }], ended: [] });
    expect(await store.obey({ row: told, effects: { ...stop, reply: notice('again') } })).toBeNull();
    expect(await fates()).toEqual([
      [1, 'context', 'withdrawn_by_command'],
      [2, 'command', 'chat_command'],
    ]);
    expect(await store.recentParts({ accountId: ACCOUNT, sinceMs: 0, limit: 9 })).toHaveLength(1);
  });
}

import { describe, expect, it } from 'vitest';
import {
  BOB,
  brokenBy,
  configOf,
  DIRECT,
  type DoctoredRun,
  GROUP,
  LINK,
  lifeUnder,
  OPEN,
  OWN_ADDRESS,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const JOINS = { lives: lifeUnder(configOf({ ...OPEN, coalesceSameSenderDms: true })) };
const URL = 'https://example.com/1';

describe('the oracle on rows and turns', () => {
  it('finds nothing in a run in which everything was answered', () => {
    expect(brokenBy((run) => [run.row(), run.row(), run.row()].map((row) => run.turn([row])))).toEqual([]);
  });

  it('answered: a row that is in no turn', () => {
    expect(brokenBy((run) => [run.turn([run.row()]), run.row()])).toEqual(['answered']);
  });

  it('silent: a row that nobody was to answer', () => {
    const own = (run: DoctoredRun) => run.row({ isFromMe: true });
    expect(brokenBy((run) => run.turn([own(run)], { sender: OWN_ADDRESS }))).toEqual(['silent']);
    expect(brokenBy(own)).toEqual([]);
  });

  it('once: a row in two turns, not a turn that is asked again', () => {
    const twice = (turnId: string) => (run: DoctoredRun) => {
      const row = run.row();
      run.turn([row], { replies: null });
      run.turn([row], { turnId, atMs: row.joinedAtMs! + 9_000 });
    };
    expect(brokenBy(twice('another'))).toContain('once');
    expect(brokenBy(twice('turn-1'))).toEqual([]);
  });

  it('together: a text and its link that came within the window, not those that came later', () => {
    const apart = (gapMs: number) => (run: DoctoredRun) => {
      run.turn([run.row({ text: 'Dump', inMs: 60_000 })]);
      run.turn([run.row({ text: URL, balloonId: LINK, inMs: 60_000 + gapMs })]);
    };
    expect(brokenBy(apart(900), JOINS)).toEqual(['together']);
    expect(brokenBy(apart(9_000), JOINS)).toEqual([]);
    expect(brokenBy(apart(900))).toEqual([]);
  });

  it('together: not a text that was told after its link, which was too old to wait', () => {
    const late = (textAfterMs: number, linkAfterMs: number) => (run: DoctoredRun) => {
      const rows = [{ text: 'Dump' }, { text: URL, balloonId: LINK }].map((of) =>
        run.row({ ...of, inMs: 60_000 }),
      );
      run.told(rows[0]!, textAfterMs);
      run.told(rows[1]!, linkAfterMs);
      for (const row of rows) run.turn([row]);
    };
    const found = (...afterMs: [number, number]) => brokenBy(late(...afterMs), JOINS).includes('together');
    expect([found(900, 500), found(30_000, 30_400), found(30_900, 30_500)]).toEqual([true, true, false]);
  });

  it('together: not what the owner said, and the link of another', () => {
    const lives = lifeUnder({
      ...configOf({ ...OPEN, coalesceSameSenderDms: true, ownerMessages: 'mention' }),
      messages: { groupChat: { mentionPatterns: ['claw'] } },
    });
    const said = (isFromMe: boolean) =>
      brokenBy(
        (run) => {
          run.turn([run.row({ text: 'claw, look', inMs: 60_000, isFromMe })]);
          run.turn([run.row({ text: URL, balloonId: LINK, inMs: 60_900 })]);
        },
        { lives },
      ).includes('together');
    expect([said(false), said(true)]).toEqual([true, false]);
  });

  it('together: not where a key of groups made a group of their chat at the time', () => {
    const endMs = START_MS + 600_000;
    const under = (groups: object) => {
      const [first] = lifeUnder(configOf({ ...OPEN, coalesceSameSenderDms: true, groups }));
      const [second] = JOINS.lives;
      const lives = [
        { ...first!, toMs: endMs, end: 'stop' as const },
        { ...second!, fromMs: endMs },
      ];
      return brokenBy(
        (run) => {
          run.turn([run.row({ text: 'Dump', inMs: 60_000 })]);
          run.turn([run.row({ text: URL, balloonId: LINK, inMs: 60_900 })]);
        },
        { lives },
      );
    };
    expect(under({ [`${DIRECT.chatId}`]: {} })).toEqual([]);
    expect(under({ 77: {} })).toEqual(['together']);
  });

  it('together: not a link that was made something else before it was told', () => {
    const edited = (inMs: number) => (run: DoctoredRun) => {
      const cameMs = START_MS + 60_900;
      const versions = [
        { atMs: cameMs, text: URL, isFromMe: false },
        { atMs: cameMs + inMs, text: 'Never mind', isFromMe: false },
      ];
      const [text, link] = [
        run.row({ text: 'Dump', inMs: 60_000 }),
        run.row({ versions, balloonId: LINK, inMs: 60_900 }),
      ];
      run.told(text, 1_000);
      run.told(link, 100);
      for (const row of [text, link]) run.turn([row], { text: row.versions[0]!.text });
    };
    expect(brokenBy(edited(101), JOINS).filter((clause) => clause !== 'told')).toEqual(['together']);
    expect(brokenBy(edited(100), JOINS).filter((clause) => clause !== 'told')).toEqual([]);
  });

  it('together: not over a message that was told between them and taken back while it waited', () => {
    const between = (takenBackInMs: number) =>
      brokenBy((run) => {
        const text = run.row({ text: 'Dump', inMs: 600_000 });
        const other = run.row({ text: 'Never mind', inMs: 600_300 });
        const link = run.row({ text: URL, balloonId: LINK, inMs: 600_900 });
        other.versions.push({ atMs: START_MS + takenBackInMs, text: '', isFromMe: false });
        for (const row of [text, other, link]) run.told(row, 200);
        for (const row of [text, link]) run.turn([row]);
      }, JOINS).filter((clause) => clause === 'together');
    expect(between(600_600)).toEqual([]);
    expect(between(600_400)).toEqual(['together']);
  });

  it('together: not a link that came long before its text, which had to be asked for', () => {
    const late = (textInMs: number) =>
      brokenBy((run) => {
        const text = run.row({ text: 'Dump', inMs: 600_000 });
        const link = run.row({ text: URL, balloonId: LINK, inMs: 600_900 });
        run.told(text, textInMs);
        run.told(link, 1_000);
        for (const row of [link, text]) run.turn([row]);
      }, JOINS).filter((clause) => clause === 'together');
    expect(late(70_000)).toEqual([]);
    expect(late(2_000)).toEqual(['together']);
  });

  it('together and apart go by when imsg told of them, within 250 ms of the window either may be', () => {
    const WINDOW_MS = 2_500;
    const pair = (toldApartMs: number, isOneTurn: boolean) =>
      brokenBy((run) => {
        const text = run.row({ text: 'Dump', inMs: 600_000 });
        const link = run.row({ text: URL, balloonId: LINK, inMs: 600_900 });
        run.told(text, 1_000);
        run.told(link, 100 + toldApartMs);
        for (const turn of isOneTurn ? [[text, link]] : [[text], [link]]) run.turn(turn);
      }, JOINS).filter((clause) => clause !== 'told');
    expect(pair(WINDOW_MS - 250, false)).toEqual(['together']);
    expect(pair(WINDOW_MS - 249, false)).toEqual([]);
    expect(pair(WINDOW_MS + 250, true)).toEqual([]);
    expect(pair(WINDOW_MS + 251, true)).toEqual(['apart']);
  });

  it('apart: rows that are not to be joined', () => {
    const joined = (second: object) => (run: DoctoredRun) =>
      void run.turn([
        run.row({ text: 'Dump', inMs: 60_000 }),
        run.row({ text: URL, balloonId: LINK, inMs: 60_900, ...second }),
      ]);
    expect(brokenBy(joined({}), JOINS)).toEqual([]);
    expect(brokenBy(joined({ balloonId: null }), JOINS)).toEqual(['apart']);
    expect(brokenBy(joined({}))).toEqual(['apart']);
    const late = { inMs: 75_000 };
    expect(brokenBy(joined(late), JOINS)).toEqual(['apart']);
    const debounced = configOf(OPEN, { messages: { inbound: { debounceMs: 2_000 } } });
    expect(brokenBy(joined({ balloonId: null }), { lives: lifeUnder(debounced) })).toEqual([]);
  });

  it('apart: not what was joined under the configuration of the life before', () => {
    const joined = (run: DoctoredRun) =>
      void run.turn([
        run.row({ text: 'Dump', inMs: 60_000 }),
        run.row({ text: URL, balloonId: LINK, inMs: 60_900 }),
      ]);
    const lives = (untilMs: number) => [
      { ...JOINS.lives[0]!, toMs: START_MS + untilMs, end: 'stop' as const },
      { ...lifeUnder(configOf(OPEN))[0]!, fromMs: START_MS + untilMs + 1 },
    ];
    expect(brokenBy(joined, { lives: lives(62_000) })).toEqual([]);
    expect(brokenBy(joined, { lives: lives(59_000) })).toEqual(['apart']);
  });

  it('silent: not a row of which a copy of chat.db stands in no chat', () => {
    const copied = (run: DoctoredRun) => {
      const row = run.row();
      run.turn([row]);
      run.row({ database: 2, rowid: 1, guid: row.guid, joinedAtMs: null, chatId: null, chatGuid: null });
    };
    expect(brokenBy(copied)).toEqual([]);
    const unjoined = (run: DoctoredRun) => {
      run.row({ joinedAtMs: null, chatId: null, chatGuid: null });
      run.turn([run.row({ database: 2, rowid: 1, guid: 'ROW-1-1' })]);
    };
    expect(brokenBy(unjoined)).toEqual([]);
  });

  it('apart: rows of a group, whoever wrote them', () => {
    const joined = (run: DoctoredRun) =>
      void run.turn([
        run.row({ ...GROUP, text: 'Dump', inMs: 60_000 }),
        run.row({ ...GROUP, text: URL, balloonId: LINK, inMs: 60_900 }),
      ]);
    expect(brokenBy(joined, JOINS)).toEqual(['apart']);
  });

  it('sender: a turn in the name of somebody else, or of another chat', () => {
    expect(brokenBy((run) => run.turn([run.row()], { sender: BOB }))).toEqual(['sender']);
    expect(brokenBy((run) => run.turn([run.row()], { sender: 'tel:+1 (555) 000-1111' }))).toEqual([]);
    expect(brokenBy((run) => run.turn([run.row(GROUP)], { chatGuid: DIRECT.chatGuid }))).toEqual(['sender']);
  });

  it('unasked: a turn of a row that is not there', () => {
    expect(brokenBy((run) => run.turn([run.row()], { messageGuids: ['ROW-1-1', 'NOWHERE'] }))).toContain(
      'unasked',
    );
  });
});

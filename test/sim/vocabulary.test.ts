// Every word of a scenario does what the guide says, shown by scenarios that would fail if it did not.

import { describe, expect, it } from 'vitest';
import { reportLines } from '../../scenarios/observe/report-lines.ts';
import { loadScenario } from '../../scenarios/runner/load.ts';
import type { Result } from '../../scenarios/runner/result.ts';
import { runScenario } from '../../scenarios/runner/run.ts';

const PEOPLE = 'people: { alice: "+15550001111", bob: "+15550002222" }';

function play(...lines: string[]): Promise<Result> {
  const text = ['about: played', 'covers: [A1]', PEOPLE, ...lines].join('\n');
  return runScenario(loadScenario(text, 'played.yaml'), { driver: 'sim' });
}

/** Null, or why it went wrong. */
async function failureOf(...lines: string[]): Promise<readonly string[] | null> {
  return (await play(...lines)).failure?.lines ?? null;
}

describe('what people do', () => {
  it('sends as often as it says, at intervals, numbered', async () => {
    expect(
      await failureOf(
        'steps:',
        '- alice: { sends: "n{n}", times: 3, every: 1m }',
        '- expect: { turns: [{ text: n1 }], within: 5s }',
        '- expect: { turns: [{ text: n2 }, { text: n3 }], for: 3m }',
      ),
    ).toBeNull();
  });

  it('writes to a group by its name, and the answer goes there', async () => {
    expect(
      await failureOf(
        'chats: { crew: { name: Crew, with: [alice, bob] } }',
        'config: { channels: { imessage: { groupPolicy: open } } }',
        'steps:',
        '- alice: { sends: "hello", in: crew }',
        '- expect: { turns: [{ from: alice, in: crew }], replies: [{ in: crew }], within: 5s }',
      ),
    ).toBeNull();
  });

  it('lets a picture come along where the gateway takes files', async () => {
    expect(
      await failureOf(
        'config: { channels: { imessage: { includeAttachments: true } } }',
        'steps:',
        '- alice: { sends: "look", as: photo }',
        '- expect: { turns: [{ from: alice, text: look, media: 1 }], within: 10s }',
      ),
    ).toBeNull();
  });

  it('lets the owner write from another device, which is nobody to answer', async () => {
    expect(
      await failureOf(
        'steps:',
        '- owner: { sends: "I am here", to: alice }',
        '- expect: { rows: [{ from: owner, text: "I am here" }], within: 5s }',
        '- expect: { turns: 0, for: 1m }',
      ),
    ).toBeNull();
  });

  it('lets things happen on the Mac, with people by name and times relative', async () => {
    expect(
      await failureOf(
        'steps:',
        '- mac: { backfill: { from: bob, count: 3, oldestMs: 3d ago, newestMs: 2d ago } }',
        '- expect: { fates: { stale: 3 }, rows: 3, within: 10s }',
      ),
    ).toBeNull();
  });
});

describe('what may be one or the other', () => {
  const written = ['steps:', '- alice: { sends: a }'];

  it('is met by each, and by nothing else', async () => {
    const rows = (fates: string) => `- expect: { rows: [{ fate: { either: [${fates}] } }], within: 5s }`;
    expect(await failureOf(...written, rows('stale, dispatched'))).toBeNull();
    expect(await failureOf(...written, rows('stale, denied'))).toContainEqual(
      expect.stringContaining('fate is "dispatched", not "stale or denied"'),
    );
    const fates = (other: string) => `- expect: { fates: { either: [{ stale: 1 }, ${other}] }, within: 5s }`;
    expect(await failureOf(...written, fates('{ dispatched: 1 }'))).toBeNull();
    expect(await failureOf(...written, fates('{ dispatched: 2 }'))).not.toBeNull();
  });

  it('how replies end is what the gateway says, not what left', async () => {
    const ends = (state: string) => `- expect: { parts: [{ to: alice, state: ${state} }], within: 10m }`;
    const ghost = ['steps:', '- mac: { fault: { fault: send-ghost } }', '- alice: { sends: a }'];
    expect(await failureOf(...written, ends('sent'))).toBeNull();
    expect(await failureOf(...ghost, ends('unknown'))).toBeNull();
  });
});

describe('what agents do', () => {
  const agent = (how: string) => [
    'drivers: [sim]',
    `agent: { misbehaves: [{ from: alice, text: a, times: 2, how: ${how} }] }`,
    'steps:',
    '- alice: { sends: a }',
    '- bob: { sends: a }',
  ];

  it.each(['rejects', 'rejects-with-nothing', 'throws', 'answers-nothing', 'answers-no-list'])(
    '%s as often as it says, to whom it says',
    async (how) => {
      const turns = '[{ from: alice, attempts: 3 }, { from: bob, attempts: 1 }]';
      expect(
        await failureOf(...agent(how), `- expect: { turns: ${turns}, replies: 2, within: 30s }`),
      ).toBeNull();
    },
  );

  it('never answer, and the run ends all the same', async () => {
    expect(
      await failureOf(
        ...agent('never-answers'),
        '- alice: { sends: b }',
        '- expect: { turns: [{ from: alice, text: a }, { from: bob }], replies: [{ to: bob }], for: 5m }',
      ),
    ).toBeNull();
  });

  it('are asked one turn at a time in a session that they keep', async () => {
    expect(
      await failureOf(
        'drivers: [sim]',
        'agent: { keepsSession: true, latency: 1500ms }',
        'steps:',
        '- alice: { sends: a }',
        '- bob: { sends: b }',
        '- expect: { turns: [{ from: alice, attempts: 1 }, { from: bob, attempts: 1 }], for: 30s }',
      ),
    ).toBeNull();
  });
});

describe('what the gateway does', () => {
  it('is started, stopped and crashed, and reads from where it was', async () => {
    expect(
      await failureOf(
        'drivers: [sim]',
        'gateway: stopped',
        'steps:',
        '- alice: { sends: "too early" }',
        '- wait: 1s',
        '- gateway: start',
        '- expect: { subscribed: { since: 1, boundary: 1 }, within: 1s }',
        '- alice: { sends: "one" }',
        '- expect: { turns: [{ text: one }], replies: 1, within: 5s }',
        '- expect: { cursor: { settledTo: 3 }, within: 5s }',
        '- gateway: crash',
        '- alice: { sends: "two" }',
        '- wait: 1s',
        '- gateway: start',
        '- expect: { turns: [{ text: two }], replies: 1, subscribed: { since: 3 }, within: 5s }',
      ),
    ).toBeNull();
  });

  it('has an agent that answers as told, late where told, and fails where told', async () => {
    expect(
      await failureOf(
        'agent:',
        '  replies: ["first", "as to {text}"]',
        '  latencyOn: [{ from: bob, latency: 30s }]',
        '  failsOn: { text: trouble, times: 1 }',
        'steps:',
        '- alice: { sends: "trouble" }',
        '- bob: { sends: "slow" }',
        '- expect:',
        '    replies: [{ to: alice, text: first }, { to: alice, text: "as to trouble" }]',
        '    turns: [{ text: trouble, attempts: 2 }, { text: slow }]',
        '    log: "imessage: inbound dispatch failed: the agent failed (Error)"',
        '    within: 10s',
        '- expect: { replies: [{ to: bob }, { to: bob }], within: 40s }',
      ),
    ).toBeNull();
  });

  it('may be behind ssh, where no database can be read', async () => {
    expect(
      await failureOf(
        'remote: true',
        'steps:',
        '- expect: { subscribed: { since: omitted }, within: 1s }',
        '- alice: { sends: "hello" }',
        '- expect: { turns: 1, within: 5s }',
      ),
    ).toBeNull();
  });

  it('has children that suffer what a fault step says', async () => {
    expect(
      await failureOf(
        'gateway: stopped',
        'steps:',
        '- fault: exit@count:1',
        '- gateway: start',
        '- fault: ""',
        '- alice: { sends: "hello" }',
        '- expect: { log: { matches: "imsg" }, within: 5s }',
      ),
    ).toBeNull();
  });
});

describe('a run that fails', () => {
  const HELLO = ['steps:', '- alice: { sends: "hello" }'];

  it('names what was expected, the nearest thing that happened, and where they differ', async () => {
    const { outcome, failure, record } = await play(
      ...HELLO,
      '- expect: { turns: [{ from: alice, text: "hallo" }], within: 5s }',
    );
    expect(outcome).toBe('failed');
    expect(failure?.position).toEqual({ line: 6, column: 3 });
    expect(failure?.lines).toEqual([
      'expected within 5s: turns: [{"from":"alice","text":"hallo"}]',
      '  missing: { from: alice, text: "hallo" }',
      '  nearest: { agent: main, from: alice, text: "hello", sources: 1, media: 0, attempts: 1, session: agent:main:main, sessionId: agent:main:main#1 }',
      '           text is "hello", not "hallo"',
    ]);
    expect(reportLines(record!).join('\n')).toMatch(/row 1: pending .*\n.*turn formed .*\n.*turn running/);
  });

  it('counts only what is new since the last expectation', async () => {
    expect(
      await failureOf(...HELLO, '- expect: { turns: 1, within: 5s }', '- expect: { turns: 1, within: 5s }'),
    ).toEqual(['expected within 5s: turns: 1', '  expected 1 turns, there were 0']);
  });

  it('sees what comes within a window in which nothing may come', async () => {
    expect(await failureOf(...HELLO, '- expect: { replies: 0, for: 30s }')).toEqual([
      'expected for 30s: replies: 0',
      '  expected 0 replies, there were 1',
      '  reply: { to: alice, text: "You said: hello", file: , thread: none, is: text }',
    ]);
  });

  it('sees what comes after the last expectation of its kind', async () => {
    expect(
      await failureOf(
        ...HELLO,
        '- expect: { turns: 1, within: 5s }',
        '- bob: { sends: "me too" }',
        '- wait: 5s',
      ),
    ).toEqual([
      'turns after the last expectation of them: ' +
        '{ agent: main, from: bob, text: "me too", sources: 1, media: 0, attempts: 1, session: agent:main:main, sessionId: agent:main:main#1 }',
    ]);
  });

  it('is told of broken invariants, whatever it expects', async () => {
    expect(
      await failureOf(
        ...HELLO,
        '- mac: { scriptSend: { to: alice, text: "You said: hello" } }',
        '- wait: 30s',
      ),
    ).toEqual(['an invariant is broken', 'sent 2 times, asked 1 times: You said: hello']);
  });

  it('says so when a step makes no sense where the gateway is', async () => {
    expect(await failureOf('steps:', '- gateway: start')).toEqual([
      'gateway: start makes no sense here: it is running already',
    ]);
  });
});

it('has the same timeline when it runs again with the same seed', async () => {
  const lines = ['steps:', '- alice: { sends: "n{n}", times: 5 }', '- bob: { sends: "x" }', '- wait: 1m'];
  const { record } = await play(...lines);
  expect((await play(...lines)).record).toEqual(record);
});

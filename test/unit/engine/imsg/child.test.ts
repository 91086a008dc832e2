import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../engine/errors.ts';
import { childArgs, createChild, PROVEN_HEALTH_MS } from '../../../../engine/imsg/child.ts';
import { createManualClock, settle } from '../../../support/clocks/manual-clock.ts';
import { common } from '../../../support/engine/world.ts';
import { createFakeSpawn } from '../../../support/messages/fake-transport.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';

function supervise(command = '/opt/imsg', platform = 'darwin') {
  const clock = createManualClock();
  const logger = createListLogger();
  const fake = createFakeSpawn();
  const [events, batches]: [string[], unknown[]] = [[], []];
  const ending = new AbortController();
  const child = createChild({
    ...common,
    ending: ending.signal,
    name: 'send',
    accountId: 'work',
    spawn: fake.spawn,
    platform,
    command,
    args: childArgs('/data/chat.db'),
    clock,
    ids: { uuid: () => 'u', bytes: (count) => new Uint8Array(count), fraction: () => 0 },
    health: null,
    logger,
    onMessages: (batch) => batches.push(batch),
    onNotification: (method) => events.push(method),
    onReady: (_client, handshake) => events.push(`ready ${handshake.version}`),
    onDown: (reason) => events.push(`down ${reason.code}`),
  });
  /** The newest process answers `initialize`. */
  const becomeReady = async (result: object = { version: '0.14.1' }) => {
    fake.child.answers(result);
    await settle();
  };
  return { child, clock, logger, fake, events, batches, becomeReady, ending };
}

it('has one command line for both children, with the database only when it is given (CFG-3, TRN-1, TRN-14)', () => {
  expect(childArgs(null)).toEqual(['rpc', '--json']);
  expect(childArgs('/data/chat.db')).toEqual(['rpc', '--json', '--db', '/data/chat.db']);
});

describe('starting', () => {
  it('is ready when initialize is answered (TRN-7, H7, ruling-14)', async () => {
    const { child, fake, events, logger, becomeReady } = supervise();
    expect(child.snapshot().state).toBe('stopped');
    child.start();
    expect(child.snapshot().state).toBe('starting');
    expect(fake.child.request).toEqual({
      command: '/opt/imsg',
      args: ['rpc', '--json', '--db', '/data/chat.db'],
    });
    expect(logger.lines).toEqual(['info [work] starting imsg (/opt/imsg)']);
    await becomeReady();
    expect(child.snapshot().state).toBe('ready');
    expect(events).toEqual(['ready 0.14.1']);
  });

  it('is ready when an older build does not know initialize', async () => {
    const { child, fake, events } = supervise();
    child.start();
    fake.child.refuses(-32601, 'Method not found', 'initialize');
    await settle();
    expect(events).toEqual(['ready null']);
  });

  it('does nothing when the child already runs', () => {
    const { child, fake } = supervise();
    child.start();
    child.start();
    expect(fake.children).toHaveLength(1);
  });

  it('says so when imsg answers but cannot open its database, and still counts as ready', async () => {
    const { child, events, logger, becomeReady } = supervise();
    child.start();
    await becomeReady({ version: '0.14.1', database: { ready: false, error: 'could not be opened' } });
    expect(events).toEqual(['ready 0.14.1']);
    expect(logger.lines.at(-1)).toMatch(/^error .*could not be opened.*Full Disk Access/);
  });

  it('ends a build that answers every call with a refusal of disk access, and tries again', async () => {
    const { child, clock, fake, events } = supervise();
    child.start();
    fake.child.refuses(-32603, 'Internal error', 'Permission Error\n/x/chat.db needs Full Disk Access');
    await settle();
    expect(fake.child.isInputEnded).toBe(true);
    fake.child.exits({ code: 1 });
    expect(events).toEqual(['down imsg_no_disk_access']);
    await clock.advance(1_000);
    expect(fake.children).toHaveLength(2);
  });

  it('ends a child that never answers, and names the likely cause', async () => {
    const { child, clock, fake, events, logger } = supervise();
    child.start();
    await clock.advance(30_000);
    expect(fake.child.isInputEnded).toBe(true);
    await clock.advance(1_000);
    expect(fake.child.signals).toEqual(['SIGTERM', 'SIGKILL']);
    fake.child.exits({ code: null, signal: 'SIGKILL' });
    expect(events).toEqual(['down rpc_timeout']);
    expect(logger.lines.at(-1)).toContain('imsg rpc timeout (initialize); a wrapper at cliPath that buffers');
  });

  it.each([
    ['ENOENT', 'imsg_not_found', 'imsg not found (/opt/imsg)', 'Install imsg'],
    ['EACCES', 'imsg_not_executable', 'imsg cannot be run (/opt/imsg)', 'chmod +x'],
  ])('reports %s with its remedy and tries again', async (spawnError, code, text, remedy) => {
    const { child, clock, fake, events, logger } = supervise();
    child.start();
    fake.child.exits({ code: null, spawnError });
    expect(events).toEqual([`down ${code}`]);
    expect(logger.lines.at(-1)).toContain(text);
    expect(logger.lines.at(-1)).toContain(remedy);
    await clock.advance(1_000);
    expect(fake.children).toHaveLength(2);
  });
});

describe('a build from before rpc (CAP-1)', () => {
  it.each(["Unknown subcommand 'rpc' for command 'imsg'", 'error: unknown command "rpc"'])(
    'is told of by its words, and tried again: %s',
    async (line) => {
      const { child, clock, fake, events, logger } = supervise();
      child.start();
      fake.child.says(`${line}\n`);
      fake.child.exits({ code: 1 });
      expect(events).toEqual(['down imsg_without_rpc']);
      expect(logger.lines.at(-1)).toContain(
        'imsg CLI does not support the "rpc" subcommand (update imsg); restart 1 in 1.0 s. Update imsg',
      );
      await clock.advance(1_000);
      expect(fake.children).toHaveLength(2);
    },
  );
});

describe('a machine that is no Mac (CAP-1, ruling-46)', () => {
  it('is told where the default imsg has to run', () => {
    const { child, fake, events, logger } = supervise('imsg', 'linux');
    child.start();
    fake.child.exits({ code: null, spawnError: 'ENOENT' });
    expect(events).toEqual(['down imsg_not_found']);
    expect(logger.lines.at(-1)).toMatch(
      /: iMessage via the default imsg CLI must run on macOS.*; restart.*ssh -T/,
    );
  });

  it.each([
    ['/opt/imsg', 'linux'],
    ['imsg', 'darwin'],
  ])('is told of another command as a Mac is of any: %s on %s', (command, platform) => {
    const { child, fake, logger } = supervise(command, platform);
    child.start();
    fake.child.exits({ code: null, spawnError: 'ENOENT' });
    expect(logger.lines.at(-1)).toContain(`imsg not found (${command})`);
  });
});

describe('restarting', () => {
  it('ends as soon as a stop begins, also of one that waits to be started again (S9, ruling-37)', async () => {
    const { child, clock, fake, ending } = supervise();
    child.start();
    fake.child.exits({ code: 1 });
    ending.abort();
    await clock.advance(60_000);
    child.start();
    expect(fake.children).toHaveLength(1);
    await child.stop();
    expect(child.snapshot().state).toBe('stopped');
  });

  it('waits longer each time and never gives up, as an error from the tenth fault on (TRN-10, invariant-52)', async () => {
    const { child, clock, fake, logger } = supervise();
    child.start();
    const waits: number[] = [];
    for (let fault = 1; fault <= 12; fault += 1) {
      fake.child.exits({ code: 1 });
      expect(child.snapshot().state).toBe('backing-off');
      const before = clock.monotonicMs();
      while (child.snapshot().state === 'backing-off') await clock.advance(1_000);
      waits.push((clock.monotonicMs() - before) / 1_000);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
    const levels = logger.lines.filter((line) => line.includes('restart ')).map((line) => line.split(' ')[0]);
    expect(levels).toEqual([...Array(9).fill('warn'), ...Array(3).fill('error')]);
  });

  it('starts again with the shortest wait only after a minute of health (invariant-52)', async () => {
    const { child, clock, fake, logger, becomeReady } = supervise();
    const waits = () => logger.lines.map((line) => /in ([\d.]+) s/.exec(line)?.[1]).filter(Boolean);
    child.start();
    fake.child.exits();
    await clock.advance(1_000);
    await becomeReady();
    await clock.advance(PROVEN_HEALTH_MS - 1);
    fake.child.exits();
    await clock.advance(2_000);
    await becomeReady();
    await clock.advance(PROVEN_HEALTH_MS);
    fake.child.exits();
    expect(waits()).toEqual(['1.0', '2.0', '1.0']);
  });

  it('never uses an id again', async () => {
    const { child, clock, fake } = supervise();
    child.start();
    fake.child.exits();
    await clock.advance(1_000);
    expect(fake.children.map((process) => process.requests[0]?.id)).toEqual([1, 2]);
  });

  it('shows the last words of a child that dies at once', async () => {
    const { child, fake, logger } = supervise();
    child.start();
    fake.child.says('cannot load library\n');
    fake.child.exits({ code: 1 });
    const [words, fault] = logger.lines.slice(-2);
    expect(words).toBe('debug [work] send: its last output: cannot load library');
    expect(fault).toMatch(
      /^warn \[work\] send: imsg rpc exited \(code 1\); restart 1 in 1\.0 s\. The engine /,
    );
  });

  it('on request ends the child for the reason given', async () => {
    const { child, clock, fake, events, becomeReady } = supervise();
    child.start();
    await becomeReady();
    const reason = new EngineError('rpc_error', { message: 'Mutation lane blocked' });
    child.restart(reason);
    child.restart(new EngineError('rpc_timeout'));
    await clock.advance(500);
    expect(fake.child.signals).toEqual(['SIGTERM']);
    fake.child.exits({ code: null, signal: 'SIGTERM' });
    expect(events).toEqual(['ready 0.14.1', 'down rpc_error']);
    await clock.advance(1_000);
    expect(child.snapshot().state).toBe('starting');
  });
});

describe('stopping', () => {
  it('closes the input first, then asks, then kills, and waits for the exit (TRN-12)', async () => {
    const { child, clock, fake, events, becomeReady } = supervise();
    child.start();
    await becomeReady();
    let isStopped = false;
    void child.stop().then(() => {
      isStopped = true;
    });
    expect(fake.child.isInputEnded).toBe(true);
    await clock.advance(499);
    expect(fake.child.signals).toEqual([]);
    await clock.advance(1);
    expect(fake.child.signals).toEqual(['SIGTERM']);
    await clock.advance(500);
    expect(fake.child.signals).toEqual(['SIGTERM', 'SIGKILL']);
    expect(isStopped).toBe(false);
    fake.child.exits({ code: null, signal: 'SIGKILL' });
    await settle();
    expect(isStopped).toBe(true);
    expect(child.snapshot().state).toBe('stopped');
    expect(events).toEqual(['ready 0.14.1']);
    expect(clock.waiting).toBe(0);
  });

  it('ends a start that is under way without counting it as ready', async () => {
    const { child, fake, events } = supervise();
    child.start();
    const stopped = child.stop();
    fake.child.answers({ version: '0.14.1' });
    fake.child.exits();
    await stopped;
    await child.stop();
    expect(events).toEqual([]);
  });

  it('cancels a restart that is waiting', async () => {
    const { child, clock, fake } = supervise();
    child.start();
    fake.child.exits();
    await child.stop();
    await clock.advance(600_000);
    expect(fake.children).toHaveLength(1);
    child.start();
    expect(fake.children).toHaveLength(2);
  });
});

it('hands messages and other notifications on (TRN-9)', async () => {
  const { child, fake, events, batches } = supervise();
  child.start();
  fake.child.says({ method: 'message', params: { id: 1 } }, { method: 'error', params: {} });
  expect(batches).toHaveLength(1);
  expect(events).toEqual(['error']);
});

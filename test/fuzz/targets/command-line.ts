// Command lines of the fake `imsg` and of `fake-mac`, with what their environment says: a JSON list of words behind
// the program's name, and the variables.

import { bridge } from '../../../fake-imsg/environments.ts';
import type { Macs } from '../../../fake-imsg/mac-commands/macs.ts';
import { runMacCommand } from '../../../fake-imsg/mac-commands/program.ts';
import { createTestMac, type TestMac } from '../../support/devices/fake-mac.ts';
import { ALICE, CHAT, INBOUND } from '../../support/devices/message-mac.ts';
import { startTestImsg } from '../../support/processes/imsg-process.ts';
import { mutateJson } from '../mutate.ts';
import { pick } from '../odd-values.ts';
import { expectSafeText, Finding, type Target } from '../target.ts';

const MINUTE_MS = 60_000;
const PATIENCE_MS = 30 * MINUTE_MS;

interface CommandLine {
  readonly program: 'imsg' | 'fake-mac';
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const imsg = (words: string, env: Record<string, string> = {}): CommandLine => ({
  program: 'imsg',
  words: words.split(' '),
  env: { FAKE_IMSG_BUILD: 'current', ...env },
});
const mac = (words: string): CommandLine => ({ program: 'fake-mac', words: words.split(' '), env: {} });

const COMMAND_LINES: readonly CommandLine[] = [
  imsg('--version'),
  imsg('rpc --help'),
  imsg('chats --json --limit 2'),
  imsg('history --chat-id 1 --limit 3 --start 2026-01-01T00:00:00Z --attachments --json', {
    FAKE_IMSG_BUILD: '0.9.0',
  }),
  imsg('search --query helo --match contains --json'),
  imsg('watch --json --since-rowid 1 --debounce 250ms', {
    FAKE_IMSG_FAULTS: 'late=2s@first:"id":1;garbage=x@count:2',
  }),
  imsg(`send --to ${ALICE} --text hi --service auto --json`, { FAKE_IMSG_BUILD: '0.13.4' }),
  imsg(`send-rich --chat ${CHAT} --text hi --effect slam --reply-to ${INBOUND} --json`),
  imsg(`react --chat-id 1 --reaction love --message-id ${INBOUND}`),
  imsg('status --json', { FAKE_IMSG_ENV: 'bridge', IMSG_VERSION: '9.9.9' }),
  imsg('rpc', { FAKE_IMSG_FAULTS: 'torn@count:1;exit=3@time:2s;chunks=3@chance:0.5,x;banner=hello' }),
  mac(`text DIR hello --from ${ALICE}`),
  mac(`split DIR Look --link https://example.com/a --from ${ALICE} --gap-ms 20ms --preview-ms 10ms`),
  mac(`tapback DIR love --from ${ALICE} --saying Noter`),
  mac(`event DIR text hi --from ${ALICE} --in 1h`),
  mac(`edit DIR new --from ${ALICE} --saying Noter --at 2s`),
  mac('bridge DIR launched'),
  mac('fault DIR late=2s@first:"method":"send"'),
  mac(`group-rename DIR Lunch --with ${ALICE},bob@example.com`),
  mac('people DIR 3 --seed x'),
  mac('sent DIR'),
  mac('state DIR --json'),
  mac('record DIR'),
  mac('log DIR'),
  mac('init DIR --env bridge --build 0.14.1'),
];

export const commandLine: Target = {
  name: 'command-line',
  draw: (random) => Buffer.from(mutateJson(pick(random, COMMAND_LINES), random)),
  async run(input) {
    const asked = commandLineOf(input);
    if (asked === null) return;
    const testMac = createTestMac({ facts: bridge });
    testMac.device.schedule({ kind: 'text', from: ALICE, text: 'Noter test' }, { eventId: 'inbound' });
    await testMac.pass(1_000);
    if (asked.program === 'imsg') await runImsg(testMac, asked);
    else await runFakeMac(testMac, asked.words);
    // Whatever was made to happen, the Mac goes on.
    testMac.device.step();
    testMac.device.close();
  },
};

/** Null for what no shell could start. */
function commandLineOf(input: Buffer): CommandLine | null {
  try {
    const { program, words, env } = JSON.parse(input.toString());
    const texts = [...words, ...Object.values(env)];
    if (texts.some((text) => typeof text !== 'string' || text.includes('\0'))) return null;
    return { program: program === 'imsg' ? 'imsg' : 'fake-mac', words, env };
  } catch {
    return null;
  }
}

async function runImsg(testMac: TestMac, { words, env }: CommandLine): Promise<void> {
  const started = startTestImsg(testMac.device, { argv: words, env });
  for (let left = 3; left > 0 && started.exitCode() === null; left -= 1) await testMac.pass(MINUTE_MS);
  started.end();
  await testMac.pass(PATIENCE_MS);
  const code = started.exitCode();
  if (code !== null && !Number.isInteger(code)) throw new Finding(`ended with ${code}`);
  started.process.kill();
}

async function runFakeMac(testMac: TestMac, words: readonly string[]): Promise<void> {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  let code: number | null = null;
  const ended = runMacCommand(words, { out: write, err: write }, macsOf(testMac)).then((value) => {
    code = value;
  });
  for (let passedMs = 0; passedMs < PATIENCE_MS && code === null; passedMs += MINUTE_MS)
    await testMac.pass(MINUTE_MS);
  if (code !== null) await ended;
  // Tabs are between its columns.
  for (const line of lines) expectSafeText(line.replaceAll('\t', ' '), 'what fake-mac prints');
}

/** One Mac, whatever its folder is called. */
function macsOf({ device, clock }: TestMac): Macs {
  return {
    clock,
    version: () => '0.0.0',
    create: (dir) => ({ root: dir, chatDbPath: 'chat.db', imsgPath: 'imsg' }),
    open: async (_, use) => use(device),
    reset() {},
    readRecord: () => ({ entries: device.record(), end: 0 }),
    writeAttachment() {},
  };
}

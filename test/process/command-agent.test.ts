import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Agent, AgentTurn } from '../../engine/agents/agent.ts';
import { createCommandAgent, OUTPUT_BYTES_MAX } from '../../engine/agents/command.ts';
import { createSystemClock } from '../../engine/ports/clock.ts';
import { bareVoice } from '../support/agents/bare-voice.ts';
import { id } from '../support/messages/ids.ts';
import { createListLogger } from '../support/messages/list-logger.ts';
import { nodeScript, openLifeline, temporaryFolder } from '../support/processes/node-script.ts';

const clock = createSystemClock();
const turn: AgentTurn = {
  id: id.turn('turn-1'),
  agentId: 'main',
  sessionKey: 'agent:main:imessage:1',
  session: { id: 'agent:main:imessage:1#1' },
  accountId: 'default',
  isGroup: false,
  chatId: id.chatId(1),
  chatGuid: id.chat('any;-;+15550000001'),
  chatName: '',
  sender: '+15550000001',
  text: 'hello\u2028there',
  sentAtMs: 1_700_000_000_000,
  messageGuids: [id.guid('G1'), id.guid('G2')],
  attachments: [],
};
const logger = createListLogger();
const run = (source: string, signal?: AbortSignal, timeoutMs = 120_000, envOnly?: readonly string[]) =>
  saidBy(createCommandAgent({ argv: nodeScript(source), clock, logger, timeoutMs, envOnly }), signal);

/** What it writes, as one text, trimmed; and its answer, which is nothing more. */
async function saidBy(
  agent: Agent,
  signal?: AbortSignal,
): Promise<{ replies: string[]; stretches: string[] }> {
  const stretches: string[] = [];
  const write = async (text: string) => void stretches.push(text);
  expect(await agent.run(turn, { ...bareVoice(signal), write })).toEqual({ replies: [] });
  const text = stretches.join('').trim();
  return { replies: text === '' ? [] : [text], stretches };
}

it('gives the turn on stdin and in the environment, and takes stdout as the reply', async () => {
  const answer = await run(`
    let input = '';
    process.stdin.on('data', (bytes) => { input += bytes; });
    process.stdin.on('end', () => {
      const { IMGATE_TURN_ID, IMGATE_SESSION } = process.env;
      console.log(JSON.stringify({ turn: JSON.parse(input), IMGATE_TURN_ID, IMGATE_SESSION }));
    });
  `);
  expect(answer.replies).toHaveLength(1);
  expect(JSON.parse(answer.replies[0] as string)).toEqual({
    turn,
    IMGATE_TURN_ID: 'turn-1',
    IMGATE_SESSION: 'agent:main:imessage:1',
  });
});

it('logs what it prints beside its reply at debug alone, cleaned (ruling-38)', async () => {
  const said = logger.lines.length;
  const { replies } = await run(`console.error('no name for (555) 000-1111'); console.log('hi')`);
  expect(replies).toEqual(['hi']);
  expect(logger.lines.slice(said)).toEqual(['debug agent command printed: no name for …11']);
});

it('gets the whole environment, or the named variables of it (ruling-38)', async () => {
  process.env.IMGATE_TEST_KEY = 'of the agent';
  onTestFinished(() => void delete process.env.IMGATE_TEST_KEY);
  const print =
    'console.log(JSON.stringify([process.env.IMGATE_TEST_KEY, process.env.HOME, process.env.IMGATE_TURN_ID]))';
  const seen = async (only?: readonly string[]) =>
    JSON.parse((await run(print, undefined, 120_000, only)).replies[0] as string) as unknown[];
  expect(await seen()).toEqual(['of the agent', process.env.HOME, 'turn-1']);
  expect(await seen(['PATH', 'IMGATE_TEST_KEY'])).toEqual(['of the agent', null, 'turn-1']);
  expect(await seen(['PATH'])).toEqual([null, null, 'turn-1']);
});

it('takes a whole long reply, trimmed', async () => {
  const { replies } = await run(`process.stdout.write('\\n' + 'é'.repeat(300000) + '\\n\\n')`);
  expect(replies).toEqual(['é'.repeat(300_000)]);
});

it('hands over what it prints as it comes, characters whole (CFG-23)', async () => {
  const { replies, stretches } = await run(`
    const bytes = Buffer.from('One. é Two.');
    process.stdout.write(bytes.subarray(0, 6), () => setTimeout(() => process.stdout.write(bytes.subarray(6)), 50));
  `);
  expect(replies).toEqual(['One. é Two.']);
  expect(stretches.length).toBeGreaterThan(1);
});

it('takes blank output as no reply', async () => {
  expect((await run(`console.log('  ')`)).replies).toEqual([]);
});

it('does not mind a program that never reads the turn', async () => {
  expect((await run(`process.stdin.destroy(); console.log('hi')`)).replies).toEqual(['hi']);
});

it('fails with the exit code, and with the end of stderr apart from it', async () => {
  await expect(run(`console.error('no model key'); process.exitCode = 3`)).rejects.toMatchObject({
    code: 'agent_failed',
    message: 'agent command exited with code 3',
    said: 'no model key',
  });
});

it('fails when the program does not exist', async () => {
  const agent = createCommandAgent({ argv: ['/nowhere/agent'], clock, logger });
  await expect(agent.run(turn, bareVoice())).rejects.toMatchObject({
    code: 'agent_failed',
    message: 'agent command could not be started (ENOENT)',
  });
});

it('ends a program that writes without end', async () => {
  const endless = `const more = () => process.stdout.write('x'.repeat(65536), more); more();`;
  await expect(run(endless)).rejects.toThrow(`wrote more than ${OUTPUT_BYTES_MAX} bytes`);
});

it('ends a program that takes too long, even one that ignores SIGTERM', async () => {
  const deaf = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1e6);`;
  await expect(run(deaf, undefined, 200)).rejects.toThrow('did not end within 200 ms');
});

it('does not start a program for a turn that was given up', async () => {
  const folder = temporaryFolder();
  const trace = join(folder, 'ran');
  const source = `require('node:fs').writeFileSync(${JSON.stringify(trace)}, '')`;
  await expect(run(source, AbortSignal.abort())).rejects.toThrow('was stopped before it began');
  expect(existsSync(trace)).toBe(false);
});

it('ends the program and what it has started when the turn is given up', async () => {
  const abort = new AbortController();
  const lifeline = openLifeline();
  const source = `
    require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(lifeline.holder)}], {
      stdio: 'inherit',
    });
    setInterval(() => {}, 1e6);
  `;
  const failure = expect(run(source, abort.signal)).rejects.toThrow('agent command was stopped');
  await lifeline.held;
  abort.abort();
  await failure;
  await lifeline.released;
});

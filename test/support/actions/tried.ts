// What becomes of each action and tool on a Mac: the real engine asks the stand-in of one build in one environment.

import type { AgentAction } from '../../../engine/agents/agent.ts';
import { environmentFacts } from '../../../fake-imsg/environments.ts';
import { messageGuid } from '../../../fake-imsg/world/event/derived.ts';
import { createInstallation } from '../../../scenarios/sim/installation.ts';

const ALICE = '+15550001111';
const CREW = { name: 'Crew', with: [ALICE, '+15550002222'] };
const ON = { history: true, search: true, readAttachment: true };
const CONFIG = {
  agents: { list: [{ id: 'main', type: 'echo' }] },
  commands: { ownerAllowFrom: [ALICE] },
  channels: {
    imessage: {
      dmPolicy: 'open',
      allowFrom: ['*'],
      groupPolicy: 'open',
      groups: { '*': { requireMention: false } },
      includeAttachments: true,
      tools: ON,
    },
  },
};

const PICTURE = { buffer: 'aGk=', filename: 'a.png' };

/** In an order in which none spoils the next: what was said last is edited, then taken back; the group is left at last. */
const WANTED: readonly AgentAction[] = [
  { name: 'react', input: { emoji: 'love' } },
  { name: 'edit', input: { text: 'other' } },
  { name: 'unsend' },
  { name: 'reply', input: { text: 'in the thread' } },
  { name: 'sendWithEffect', input: { text: 'boom', effect: 'slam' } },
  { name: 'upload-file', input: PICTURE },
  { name: 'poll', input: { question: 'Dinner?', options: ['Soup', 'Salad'] } },
  { name: 'poll-vote', input: { pollId: messageGuid('lunch'), optionIndex: 1 } },
  { name: 'renameGroup', input: { name: 'Trip' } },
  { name: 'setGroupIcon', input: PICTURE },
  { name: 'addParticipant', input: { address: '+15550003333' } },
  { name: 'removeParticipant', input: { address: '+15550003333' } },
  { name: 'history', input: {} },
  { name: 'search', input: { query: 'react' } },
  { name: 'read_attachment', input: { messageId: messageGuid('plan') } },
  { name: 'leaveGroup', input: {} },
];

export const TRIED: readonly string[] = WANTED.map(({ name }) => name);

/** How long one may take: longer than a mutation that nobody answers. */
const LIMIT_MS = 20 * 60_000;
const GAP_MS = 3_000;

export interface Tried {
  readonly isOffered: boolean;
  /** What it ended as, or the code with which it was refused. */
  readonly end: string;
}

/** By the names of the actions; empty = nothing that is said there comes to an agent. */
export async function tryAll(build: string, environment: string): Promise<ReadonlyMap<string, Tried>> {
  const offered = new Map<string, boolean>();
  const mac = createInstallation({
    seed: 'actions',
    keepsTrace: false,
    facts: environmentFacts(environment),
    childEnv: () => ({ FAKE_IMSG_BUILD: build }),
    config: CONFIG,
    onRun: ({ text }, voice) =>
      offered.set(
        text,
        voice.actions().some(({ name }) => name === text),
      ),
    conduct({ text }) {
      const end = { is: 'answer', value: { replies: [`did ${text}`] } } as const;
      const pieces = WANTED.filter(({ name }) => name === text);
      return pieces.length === 0 ? end : { is: 'pieces', pieces, end };
    },
  });
  const ends = () => mac.ledger.agentActs.filter(({ state }) => state !== 'asked');
  mac.start();
  await mac.world.advance(5_000);
  mac.device.schedule({ kind: 'file', from: ALICE, chat: CREW, name: 'plan.pdf' }, { eventId: 'plan' });
  mac.device.schedule(
    { kind: 'poll', from: ALICE, chat: CREW, question: 'Lunch?', options: ['Pizza', 'Sushi'] },
    { eventId: 'lunch', inMs: 1_000 },
  );
  await mac.world.advance(GAP_MS);
  for (const name of TRIED) {
    const before = ends().length;
    mac.text(ALICE, name, { chat: CREW });
    await mac.world.advanceUntil(() => ends().length > before, LIMIT_MS);
    if (ends().length === before) break;
    await mac.world.advance(GAP_MS);
  }
  const tried = ends().map(
    ({ name, state, code }) => [name, { isOffered: offered.get(name) ?? false, end: code ?? state }] as const,
  );
  await mac.stop();
  mac.device.close();
  return new Map(tried);
}

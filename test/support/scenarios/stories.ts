import type { Story } from '../../../scenarios/sim/crash.ts';
import { OPEN_CONFIG } from '../../../scenarios/sim/gateway.ts';
import type { Installation } from '../../../scenarios/sim/installation.ts';

export const ALICE = '+15550001111';
export const BOB = '+15550002222';

/** One person, one message. */
export const ONE_MESSAGE: Story = {
  name: 'one message',
  eligible: ['hello'],
  lengthMs: 6_000,
  plan(installation) {
    installation.text(ALICE, 'hello', { inMs: 1_000 });
  },
};

/**
 * Two conversations, and everything that makes proof by text hard: the same words in both chats, and again in
 * one of them, so that the same reply is asked for twice.
 */
export const TWO_LANES: Story = {
  name: 'two lanes',
  eligible: ['hello', 'again', 'hello', 'other', 'hello'],
  lengthMs: 9_000,
  plan(installation) {
    installation.text(ALICE, 'hello', { inMs: 1_000 });
    installation.text(ALICE, 'again', { inMs: 1_100 });
    installation.text(BOB, 'hello', { inMs: 1_200 });
    installation.text(BOB, 'other', { inMs: 2_500 });
    installation.text(ALICE, 'hello', { inMs: 3_000 });
  },
};

/** A row that comes into its chat when a later one has been told: it is missed, and asked for again. */
export const MISSED_ROW: Story = {
  name: 'a missed row',
  eligible: ['first', 'late', 'later'],
  lengthMs: 75_000,
  plan(installation) {
    installation.text(ALICE, 'first', { inMs: 1_000 });
    installation.text(ALICE, 'late', { inMs: 1_200, joinMs: 30_000 });
    installation.text(BOB, 'later', { inMs: 1_400 });
  },
};

/** Replies of several parts, one of them said twice, and a turn the agent has nothing to say to. */
export const LONG_REPLIES: Story = {
  name: 'replies in parts',
  eligible: ['hello', 'silence', 'hello'],
  lengthMs: 9_000,
  installation: { script: ({ text }) => (text === 'silence' ? [' '] : ['well', `as to ${text}`, 'well']) },
  plan(installation) {
    installation.text(ALICE, 'hello', { inMs: 1_000 });
    installation.text(ALICE, 'silence', { inMs: 1_300 });
    installation.text(BOB, 'hello', { inMs: 1_400 });
  },
};

/** History is looked up for each turn and would say something else at any other time; for one of them that fails. */
export const PREPARED: Story = {
  name: 'prepared turns',
  eligible: ['hello', 'again', 'other'],
  lengthMs: 9_000,
  installation: {
    script: ({ text, history }) => [`${text} after ${history?.[0]?.text ?? 'nothing'}`],
    prepare({ text, context: { sender } }, nowMs) {
      if (text === 'other') throw new Error('the history cannot be read');
      return { history: [{ sender, text: `a look at ${nowMs}`, sentAtMs: null }] };
    },
  },
  plan(installation) {
    installation.text(ALICE, 'hello', { inMs: 1_000 });
    installation.text(ALICE, 'again', { inMs: 1_020 });
    installation.text(BOB, 'other', { inMs: 1_200 });
  },
};

/** Somebody reacts to answers, each time to another one: who changes a reaction deletes the row of the one before. */
export const TAPPED: Story = {
  name: 'reactions',
  eligible: ['hello', 'other', 'again', 'last'],
  lengthMs: 16_000,
  events: [
    `iMessage reaction added: ❤️ by ${ALICE} on msg `,
    `iMessage reaction added: 🎉 by ${ALICE} on msg `,
    `iMessage reaction added: 😂 by ${ALICE} on msg `,
  ],
  plan({ device, text }) {
    const taps = (reaction: string, saying: string, inMs: number) =>
      device.schedule({ kind: 'tapback', from: ALICE, reaction, saying }, { inMs });
    text(ALICE, 'hello', { inMs: 1_000 });
    text(ALICE, 'other', { inMs: 2_000 });
    taps('love', 'You said: hello', 6_000);
    taps('🎉', 'You said: other', 7_000);
    text(ALICE, 'again', { inMs: 8_000 });
    taps('laugh', 'You said: again', 11_000);
    text(ALICE, 'last', { inMs: 13_000 });
  },
};

/** Two conversations of one session, which an agent that is slow can only do one after the other. */
export const ONE_SESSION: Story = {
  name: 'one session',
  eligible: ['hello', 'other', 'again'],
  lengthMs: 9_000,
  installation: { keepsSession: true, agentLatencyMs: () => 400 },
  plan(installation) {
    installation.text(ALICE, 'hello', { inMs: 1_000 });
    installation.text(BOB, 'other', { inMs: 1_100 });
    installation.text(ALICE, 'again', { inMs: 1_300 });
  },
};

/** An answer of three pieces and what is left to say. */
const inPieces = ({ text }: { readonly text: string }) =>
  ['well', 'as to that', 'then', 'that is all'].map((words) => `${text}: ${words}`);

/** Answers said in pieces, in two conversations at once. */
export const PIECES: Story = {
  name: 'answers in pieces',
  eligible: ['hello', 'hello'],
  lengthMs: 9_000,
  speaksInPieces: true,
  installation: {
    script: inPieces,
    conduct(turn) {
      const [last, ...pieces] = inPieces(turn).toReversed();
      return {
        is: 'pieces',
        pieces: pieces.toReversed(),
        end: { is: 'answer', value: { replies: [last] } },
      };
    },
  },
  plan(installation) {
    installation.text(ALICE, 'hello', { inMs: 1_000 });
    installation.text(BOB, 'hello', { inMs: 1_050 });
  },
};

/** An agent that fails before it said anything, and at the next try after its second piece. */
export const BROKEN_OFF: Story = {
  name: 'answers broken off',
  eligible: ['hello', 'hello'],
  lengthMs: 9_000,
  speaksInPieces: true,
  installation: {
    script: inPieces,
    conduct(turn) {
      const failure = { is: 'rejection', value: new Error('the agent fails here') } as const;
      const isFirst = !asked.has(turn.id);
      asked.add(turn.id);
      return isFirst ? failure : { is: 'pieces', pieces: inPieces(turn).slice(0, 2), end: failure };
    },
  },
  plan(installation) {
    asked.clear();
    installation.text(ALICE, 'hello', { inMs: 1_000 });
    installation.text(BOB, 'hello', { inMs: 1_100 });
  },
};
/** Turns of the story above that were begun. */
const asked = new Set<string>();

/** Turns that are aborted in the middle of an answer, when some of it has left, some is on its way and some waits. */
export const ABORTED: Story = {
  name: 'aborted turns',
  eligible: ['hello', 'hello'],
  lengthMs: 9_000,
  speaksInPieces: true,
  abortsTurns: true,
  installation: {
    script: inPieces,
    conduct: (turn) => ({
      is: 'pieces',
      pieces: inPieces(turn),
      end: { is: 'answer', value: { replies: [] } },
    }),
    onEvent({ name, event }) {
      const installation = aborting;
      if (name !== 'turn' || event.state !== 'replying') return;
      installation?.world.schedule(120, () => installation.abortTurn(event.turnId));
    },
  },
  plan(installation) {
    aborting = installation;
    installation.text(ALICE, 'hello', { inMs: 1_000 });
    installation.text(BOB, 'hello', { inMs: 1_100 });
  },
};
let aborting: Installation | null = null;

/** Replies that leave and fail afterwards, and one that leaves no row in its chat at all. */
export const FAILED_AFTERWARDS: Story = {
  name: 'failed afterwards',
  eligible: ['hello', 'again', 'hello'],
  lengthMs: 30_000,
  plan({ device, text }) {
    device.schedule({ kind: 'fault', fault: 'send-fails=22', forMs: 3_000 });
    text(ALICE, 'hello', { inMs: 1_000 });
    text(BOB, 'hello', { inMs: 1_100 });
    device.schedule({ kind: 'fault', fault: 'send-ghost', forMs: 20_000 }, { inMs: 4_000 });
    text(ALICE, 'again', { inMs: 5_000 });
  },
};

/** Replies that imsg refuses before it has begun them: two at first, one of a conversation that goes on behind it. */
export const REFUSED_AT_FIRST: Story = {
  name: 'refused at first',
  eligible: ['hello', 'again', 'other'],
  lengthMs: 30_000,
  plan({ device, text }) {
    device.schedule({ kind: 'fault', fault: 'send-not-started@match:hello', forMs: 5_000 });
    text(ALICE, 'hello', { inMs: 1_000 });
    text(ALICE, 'again', { inMs: 2_000 });
    text(BOB, 'other', { inMs: 2_500 });
  },
};

/** Control of Messages is refused, then granted: of the replies of two conversations one is tried at a time. */
export const PERMISSION_AWAY: Story = {
  name: 'a permission that comes back',
  eligible: ['hello', 'other'],
  lengthMs: 40_000,
  plan({ device, text }) {
    device.schedule({ kind: 'permission', automation: false });
    text(ALICE, 'hello', { inMs: 1_000 });
    text(BOB, 'other', { inMs: 1_500 });
    device.schedule({ kind: 'permission', automation: true }, { inMs: 6_000 });
  },
};

export const COALESCING = {
  ...OPEN_CONFIG,
  channels: { imessage: { ...OPEN_CONFIG.channels.imessage, coalesceSameSenderDms: true } },
};
const LINK = 'https://example.com/a';

/** Commands with their links, the words between them, and a second conversation. */
export const SPLIT_SENDS: Story = {
  name: 'split sends',
  eligible: ['Dump', LINK, 'thanks', 'Save', LINK],
  lengthMs: 14_000,
  installation: { config: COALESCING },
  plan({ device, text }) {
    device.schedule({ kind: 'split', from: ALICE, text: 'Dump', link: LINK, gapMs: 900 }, { inMs: 1_000 });
    text(ALICE, 'thanks', { inMs: 2_400 });
    device.schedule({ kind: 'split', from: BOB, text: 'Save', link: LINK, gapMs: 1_500 }, { inMs: 2_000 });
  },
};

const [HOME_LINE, WORK_LINE] = ['+15550000001', '+15550000002'];

/** Two lines on one Mac, an account each, of which one names the database by a link; the same words on both. */
export const TWO_LINES: Story = {
  name: 'two lines',
  eligible: ['hello', 'hello', 'other'],
  lengthMs: 8_000,
  accounts: ['home', 'work'],
  installation: {
    config: {
      ...OPEN_CONFIG,
      channels: {
        imessage: {
          ...OPEN_CONFIG.channels.imessage,
          accounts: {
            home: { dbPath: '/sim/chat.db', ownAddresses: [HOME_LINE] },
            work: { dbPath: '/sim/a-link/chat.db', ownAddresses: [WORK_LINE] },
          },
        },
      },
    },
  },
  plan({ device }) {
    const text = { kind: 'text', text: 'hello' };
    device.schedule({ ...text, from: ALICE, line: HOME_LINE }, { inMs: 1_000 });
    device.schedule({ ...text, from: BOB, line: WORK_LINE }, { inMs: 1_050 });
    device.schedule({ ...text, from: ALICE, text: 'other', line: WORK_LINE }, { inMs: 2_500 });
  },
};

/** Rows that came while the gateway was down, a pair among them, a flushed backlog, and rows known from before. */
export const DOWN_AND_FLUSHED: Story = {
  name: 'downtime and a flush',
  eligible: ['before', 'Dump', LINK, 'missed', 'after'],
  lengthMs: 24_000,
  down: { fromMs: 8_000, toMs: 12_000 },
  installation: { config: COALESCING },
  plan({ device, text }) {
    text(ALICE, 'before', { inMs: 1_000 });
    device.schedule({ kind: 'split', from: ALICE, text: 'Dump', link: LINK, gapMs: 900 }, { inMs: 9_000 });
    text(BOB, 'missed', { inMs: 9_500 });
    const old = (index: number) => ({ from: BOB, text: `old ${index}`, agoMs: (3 + index) * 3_600_000 });
    device.schedule({ kind: 'flush', messages: [old(0), old(1), old(60)] }, { inMs: 14_000 });
    text(ALICE, 'after', { inMs: 14_500 });
  },
};

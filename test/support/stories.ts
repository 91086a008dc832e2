import type { Story } from '../../scenarios/sim/crash.ts';

export const ALICE = '+15550001111';
export const BOB = '+15550002222';

/** One person, one message. */
export const ONE_MESSAGE: Story = {
  name: 'one message',
  lengthMs: 6_000,
  plan(house) {
    house.text(ALICE, 'hello', { inMs: 1_000 });
  },
};

/**
 * Two conversations, and everything that makes proof by text hard: the same words in both chats, and again in
 * one of them, so that the same reply is asked for twice.
 */
export const TWO_LANES: Story = {
  name: 'two lanes',
  lengthMs: 9_000,
  plan(house) {
    house.text(ALICE, 'hello', { inMs: 1_000 });
    house.text(ALICE, 'again', { inMs: 1_100 });
    house.text(BOB, 'hello', { inMs: 1_200 });
    house.text(BOB, 'other', { inMs: 2_500 });
    house.text(ALICE, 'hello', { inMs: 3_000 });
  },
};

/** Replies of several parts, one of them said twice, and a turn the agent has nothing to say to. */
export const LONG_REPLIES: Story = {
  name: 'replies in parts',
  lengthMs: 9_000,
  house: { script: ({ text }) => (text === 'silence' ? [' '] : ['well', `as to ${text}`, 'well']) },
  plan(house) {
    house.text(ALICE, 'hello', { inMs: 1_000 });
    house.text(ALICE, 'silence', { inMs: 1_300 });
    house.text(BOB, 'hello', { inMs: 1_400 });
  },
};

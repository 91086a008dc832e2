import { environmentFacts } from '../../../fake-imsg/environments.ts';
import type { Story } from '../../../scenarios/sim/crash.ts';
import { ALICE } from './stories.ts';

const file = (filename: string) => ({ buffer: 'SGVsbG8=', filename });
const ANSWER = ['well', { ...file('a.txt'), caption: 'see' }, file('b.txt'), 'so long'];

/** An agent that reacts and then answers with words and files, while sends go wrong in the ways that are named by what they send. */
function answering(
  name: string,
  withBridge: boolean,
  faults: readonly { readonly fault: string; readonly forMs?: number }[],
): Story {
  return {
    name,
    eligible: ['hello'],
    // Long enough for one wait until a deadline after the other.
    lengthMs: 500_000,
    speaksInPieces: true,
    installation: {
      ...(withBridge && { facts: environmentFacts('bridge') }),
      script: () => ANSWER,
      conduct: () => ({
        is: 'pieces',
        pieces: [{ name: 'react', input: { emoji: 'like' } }],
        end: { is: 'answer', value: { replies: ANSWER } },
      }),
    },
    plan({ device, text }) {
      for (const fault of faults) device.schedule({ kind: 'fault', forMs: 1_200_000, ...fault });
      text(ALICE, 'hello', { inMs: 1_000 });
    },
  };
}

export const ANSWER_BY_BRIDGE = answering('an answer with files by the bridge', true, [
  { fault: 'send-twice=62ms@match:well' },
  { fault: 'send-unknown@match:a.txt' },
  { fault: 'send-not-started@match:see', forMs: 4_000 },
  { fault: 'send-fails=22@match:b.txt' },
  { fault: 'send-swallowed@match:so long' },
]);

/** The first file is refused for good. */
export const ANSWER_BY_SCRIPT = answering('an answer with files by AppleScript', false, [
  { fault: 'send-ghost@match:well' },
  { fault: 'send-not-started@match:a.txt' },
  { fault: 'send-dies@match:b.txt' },
  { fault: 'send-unanswered@match:so long' },
]);

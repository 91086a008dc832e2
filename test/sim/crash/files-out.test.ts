// Files that an agent sends: each is durable before it leaves, and leaves at most once, whenever the gateway dies.

import { describe, it } from 'vitest';
import type { Story } from '../../../scenarios/sim/crash.ts';
import { ACTING } from '../../support/scenarios/acting.ts';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';

/** Two files in each of two conversations, one with words behind it. */
function sendingFiles(
  { facts, ...installation }: Story['installation'] & object,
  withBridge: boolean,
): Story {
  const file = (filename: string) => ({ buffer: 'SGVsbG8=', filename });
  const pieces = [
    { name: 'upload-file', input: { ...file('a.txt'), caption: 'see' } },
    { name: 'upload-file', input: file('b.txt') },
  ];
  return {
    ...ACTING,
    name: 'an agent that sends files',
    installation: {
      ...installation,
      ...(withBridge && facts && { facts }),
      conduct: ({ text }) => ({
        is: 'pieces',
        pieces,
        end: { is: 'answer', value: { replies: [`You said: ${text}`] } },
      }),
    },
  };
}

describe('crash at every effect, with an agent that sends files', () => {
  it.each([
    ['by AppleScript', false],
    ['by the bridge', true],
  ])('sends each at most once %s, and calls none sent without its row (OUT-13)', async (_, withBridge) => {
    await expectNoViolation('a', sendingFiles(ACTING.installation!, withBridge));
  });
});

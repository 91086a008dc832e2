// Bytes on the pipe from imsg, to a whole engine.

import { expectToLive } from '../live-engine.ts';
import { mutateBytes, mutateJson } from '../mutate.ts';
import { below, pick } from '../odd-values.ts';
import { NOTIFICATIONS } from '../recorded.ts';
import type { Target } from '../target.ts';

const LINES = NOTIFICATIONS.map((frame) => Buffer.from(`${JSON.stringify(frame)}\n`));

export const frames: Target = {
  name: 'frames',
  draw(random) {
    const lines = Array.from({ length: 1 + below(random, 4) }, () => {
      const kind = below(random, 4);
      if (kind === 0) return pick(random, LINES);
      if (kind === 1) return mutateBytes(pick(random, LINES), random, LINES);
      return Buffer.from(`${mutateJson(pick(random, NOTIFICATIONS), random)}\n`);
    });
    return Buffer.concat(lines);
  },
  run: (input) => expectToLive({ bytes: input }),
};

// Answers of imsg to what a whole engine asks. The first line of an input names the method.

import type { Random } from '../../../scenarios/sim/random.ts';
import { expectToLive, METHODS } from '../live-engine.ts';
import { mutateBytes, mutateJson } from '../mutate.ts';
import { below, pick } from '../odd-values.ts';
import { ANSWERS } from '../recorded.ts';
import type { Target } from '../target.ts';

const ASKED = METHODS.filter((method) => method !== 'initialize');

export const answers: Target = {
  name: 'answers',
  draw: (random) => answerTo(pick(random, ASKED), ANSWERS, random),
  run(input) {
    const [method = '', ...lines] = input.toString('latin1').split('\n');
    return expectToLive({ answer: { method, text: Buffer.from(lines.join('\n'), 'latin1').toString() } });
  },
};

export function answerTo(method: string, bodies: readonly object[], random: Random): Buffer {
  const json = Buffer.from(mutateJson(pick(random, bodies), random));
  const body = below(random, 5) === 0 ? mutateBytes(json, random) : json;
  return Buffer.concat([Buffer.from(`${method}\n`), body]);
}

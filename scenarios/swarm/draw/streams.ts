// Agents that write long over their answers, which leave meanwhile, or do not.

import { type Addition, type World, withChannelKeys } from './addition.ts';
import { type Dice, durationText } from './dice.ts';

const WRITTEN: readonly string[] = [
  'As to {text}: it is a long story.',
  ' It **begins** at the beginning.\n\n',
  '```\nfirst line of {text}\n\nsecond line\n```\n\n',
  '<think>Shall I tell them?\n\nYes.</think>',
  '[Tool Call: look (ID: 1)]\nArguments: {"of":"x. y"}\n',
  '<reflection>Is that so?\n\nYes.</reflection>',
  'And then somebody came.\n\nAnd went.',
  ' Nobody knows _why_',
  '.\n\n- One\n- Two\n',
  '\nThat is all about {text}.',
];

/** In few worlds. */
export function createStreams(dice: Dice, _: World): Addition {
  if (!dice.chance(0.05)) return {};
  const written = dice.some(WRITTEN, 0.6);
  const words = written.length > 0 ? written : WRITTEN.slice(0, 2);
  const streams = words.flatMap((text): unknown[] => [
    ...torn(dice, text),
    ...(dice.chance(0.3) ? [{ waits: dice.duration(100, 20_000) }] : []),
  ]);
  const coalesce = {
    ...(dice.chance(0.6) && { minChars: dice.whole(1, 60) }),
    ...(dice.chance(0.4) && { maxChars: dice.whole(60, 200) }),
    ...(dice.chance(0.6) && { idleMs: dice.whole(100, 8_000) }),
  };
  const block = { enabled: dice.chance(0.85), ...(Object.keys(coalesce).length > 0 && { coalesce }) };
  const isAll = dice.chance(0.6);
  return {
    // Whoever writes so is not slow besides.
    agent: (drawn) => ({
      ...drawn,
      latency: durationText(dice.whole(1, 400)),
      streams,
      ...(isAll && { replies: 'none' }),
    }),
    with: (config) => withChannelKeys(config, { streaming: { block } }),
  };
}

/** As it comes: mostly in the middle of something. */
function torn(dice: Dice, text: string): string[] {
  const pieces: string[] = [];
  // What stands for the words of a person is written in one go.
  for (const part of text.split(/(\{text\})/)) {
    if (part === '{text}' || part.length < 2 || dice.chance(0.3)) pieces.push(part);
    else {
      const at = dice.whole(1, part.length - 1);
      pieces.push(part.slice(0, at), part.slice(at));
    }
  }
  return pieces.filter((piece) => piece !== '');
}

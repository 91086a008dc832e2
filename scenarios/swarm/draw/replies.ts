// What agents say in markdown, and what becomes of it.

import { withChannelKeys } from './addition.ts';
import type { Dice } from './dice.ts';

const MARKED: readonly string[] = [
  '**Yes**, to _{text}_',
  'As to *{text}*: ***both*** ~~neither~~ and `**code**`',
  'First of {text}\n\nSecond of {text}\n\n```\ncode of {text}\n\nmore **code**\n```\n\n__Third__ of {text}',
  'Prices of {text}\n| Tea | Price |\n|---|--:|\n| **Green** | 3 |\n| Black | 4 |\n\nThanks for {text}',
  '<think>They said {text}.</think>\n\n\n\nSaid: {text} (in brackets, which is **long enough to be cut**) and on',
  'Thought about {text}.</think>assistant:\nAnswer: {text}[[reply_to_current]]',
  '<final>Final: {text}</final><tool_call>{text}</tool_call>',
  '<think>Nothing to say to {text}',
  '<|channel|>analysis<|message|>They said {text}.<|end|><|start|>assistant<|channel|>final<|message|>As to {text}: **yes**.<|return|>',
  '<memory>They said {text}.</memory><|tool_call_begin|>{text}<|tool_call_end|>Noted: {text}[TOOL_CALL]{text}[/TOOL_CALL]',
  '[Tool Call: look (ID: 1)]\nArguments: {"of":"[x]"}\n<reflection>Of {text}?</reflection>\n<output>\nFound **{text}**\n</output>',
  '<think>They said {text}.\n<final>Use the <think> tag for {text}.</final>',
];

interface Replies {
  /** Whoever speaks in markdown speaks in nothing else. */
  agent(drawn: Record<string, unknown> | null): Record<string, unknown> | null;
  /** The same in each configuration of a world. */
  config(drawn: Record<string, unknown>): Record<string, unknown>;
}

/** In few worlds, beside all else that is drawn. */
export function drawReplies(dice: Dice): Replies {
  const speaks = dice.chance(0.15);
  const replies = dice.some(MARKED, 0.3);
  const keys = {
    ...(dice.chance(0.5) && { textChunkLimit: dice.whole(25, 120) }),
    ...(dice.chance(0.3) && { chunkMode: dice.pick(['length', 'newline']) }),
    ...(dice.chance(0.5) && { markdown: { tables: dice.pick(['off', 'bullets', 'code', 'block']) } }),
    ...(dice.chance(0.3) && { responsePrefix: '[bot]' }),
  };
  const bubbles = dice.chance(0.4) ? { bubbles: 'paragraph' } : {};
  if (!speaks) return { agent: (drawn) => drawn, config: (drawn) => drawn };
  return {
    agent: (drawn) => ({ ...drawn, replies: replies.length > 0 ? replies : MARKED.slice(0, 2) }),
    config(drawn) {
      const { channels = {} } = drawn as {
        readonly channels?: { readonly imessage?: { readonly outbound?: object } };
      };
      const outbound = { ...channels.imessage?.outbound, ...bubbles };
      return withChannelKeys(drawn, { ...keys, outbound });
    },
  };
}

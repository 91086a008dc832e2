// However an answer comes while it is written, and wherever it is cut, its pieces say what the whole says.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCutting } from '../../engine/outbound/cutting.ts';
import { createPlanner } from '../../engine/outbound/plan/planner.ts';
import { REPLIES } from '../support/sending/replies.ts';
import '../support/repository/seeded.ts';

const bits = fc.constantFrom(
  ...[
    '**bold words**',
    '*slanted*',
    '_so_',
    '~~gone~~',
    '2 * 3',
    '`a. b`',
    '```\nlet a = 1.\n\nlet b;\n```',
    '** ',
  ],
  ...[
    '| a | b |\n|--|--|\n| c | d |\n',
    '<think>No. No.\n\nNo.</think>',
    '<tool_call>x. y</tool_call>',
    '<final>',
    '<|channel|>analysis<|message|>x. y\n\nz<|end|>',
    '<|start|>assistant<|channel|>final<|message|>',
    '<|tool_call_begin|>x. y\n\nz<|tool_call_end|>',
    '[TOOL_CALL]x. y\n\nz[/TOOL_CALL]',
    '◁think▷x. y\n\nz◁/think▷',
    '<memory>x. y</memory>',
    '<function=x>x. y</function>',
    '\n[Tool Call: x (ID: 1)]\nArguments: {"a":"x. y]\\n\\nz"}\n',
    '[Tool Call: x]',
    '[Tool Result for ID 1]\nx. y\n\nz\n[Tool Result: x]',
    '<reflection>x. y\n\nz</reflection>',
    '\n<output>\nx. y\n\nz\n</output>\n',
    '\n<answer>x. y\n\nz</answer>\n',
    ' the <reasoning> tag',
    ' the <final> tag',
    '<think>x. y\n\nz<final>',
    '<|im_start|>assistant\n',
    '<|im_start|>user\nx. y\n\nz<|im_end|>',
    '<|channel>thought\nx. y\n\nz<channel|>',
    '<|python_tag|>x. y\n\nz<|eom_id|>',
  ],
  ...[
    '[[reply_to: 1]]',
    '#+#+',
    '<|end|>',
    'assistant to=bash ',
    '\nuser:\n',
    '[link](https://example.com/a_b)',
  ],
  ...[
    '. ',
    '! ',
    ' ',
    '\n',
    '\n\n',
    '\n \n',
    '😀',
    '👩‍👩‍👧',
    'é',
    'word',
    'two words',
    'Done.',
    '1 < 2',
    '-- ',
  ],
  ...['\u001b[31mred\u001b[0m', '\u001b]0;title. x\n\nTwo.\u0007', '(', ')'],
);
const written = fc.array(bits, { maxLength: 40 }).map((parts) => parts.join(''));
const stretches = fc.array(fc.record({ units: fc.integer({ min: 1, max: 12 }), isIdle: fc.boolean() }), {
  minLength: 1,
  maxLength: 20,
});

/** The pieces of a text that comes in stretches of those lengths, over and over. */
function piecesOf(
  text: string,
  lengths: readonly { readonly units: number; readonly isIdle: boolean }[],
  cutting: NonNullable<ReturnType<typeof createCutting>>,
): string[] {
  const pieces: string[] = [];
  let held = '';
  const cut = (when: 'written' | 'idle') => {
    for (let one = cutting.next[when](held); one; one = cutting.next[when === 'idle' ? when : 'cut'](held)) {
      pieces.push(held.slice(0, one.end));
      held = held.slice(one.next);
    }
  };
  for (let at = 0, turn = 0; at < text.length; turn += 1) {
    const { units, isIdle } = lengths[turn % lengths.length]!;
    held += text.slice(at, at + units);
    at += units;
    cut('written');
    // Where a word stands at the end, nobody knows whether that is all of it.
    if (isIdle && /\s$/.test(held)) cut('idle');
  }
  return [...pieces, held];
}

const withoutBlanks = (text: string) => text.replace(/\s/g, '');

describe('an answer that is sent while it is written', () => {
  test('says in its pieces what it says as a whole, with nothing of what is for nobody (OUT-9, CFG-23)', () => {
    fc.assert(
      fc.property(written, stretches, fc.integer({ min: 1, max: 40 }), (text, lengths, minChars) => {
        const plan = createPlanner({ ...REPLIES, tables: 'off' });
        const cutting = createCutting({ minChars, maxChars: minChars * 2, idleMs: 0 })!;
        const pieces = piecesOf(text, lengths, cutting);
        const said = pieces.flatMap((piece) => plan(piece)).map((words) => words.text);
        const whole = plan(text).map((words) => words.text);
        expect(withoutBlanks(said.join(''))).toBe(withoutBlanks(whole.join('')));
      }),
      { numRuns: 2_000 },
    );
  });
});

// Whatever an agent says: the messages that it becomes hold its words, nothing of what it writes for itself, and each is
// one that can be sent.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scaffoldingIn } from '../../engine/message/scaffolding.ts';
import { isInSentence, isQuoted } from '../../engine/message/spoken-tags.ts';
import { isBlank } from '../../engine/message/text.ts';
import { chunksOf } from '../../engine/outbound/plan/chunk.ts';
import { withoutScaffolding } from '../../engine/outbound/plan/clean.ts';
import { createPlanner } from '../../engine/outbound/plan/planner.ts';
import { styled } from '../../engine/outbound/plan/styles.ts';
import { looksOf } from '../../scenarios/sim/oracle/looks.ts';
import { messagesOf } from '../../scenarios/sim/oracle/messages.ts';
import '../support/repository/seeded.ts';

/** Bits of everything that means something, so that they meet in ways that nobody thought of. */
const bits = fc.constantFrom(
  ...['*', '**', '***', '_', '__', '~~', '`', '```', '\\', '|', '| a | b |\n|--|--|\n| c | d |\n', '---'],
  ...['<think>', '</think>', '<final>', '</final>', '<tool_call>', '</tool_call>', '<', '>', '/', 'think'],
  ...['#+', '#+#+', 'assistant to=', 'user:', '[[reply_to: 1]]', '[[', ']]', '<|x|>', '(', ')', '• '],
  ...['<|start|>', '<|channel|>', 'analysis', 'final', '<|message|>', '<|end|>', 'assistant', '<|', '|>'],
  ...['◁think▷', '◁/think▷', '◁', '▷', '[TOOL_CALL]', '[/TOOL_CALL]', '[THINK]', '<|tool_call_begin|>'],
  ...['<|tool_call_end|>', '<memory>', '</memory>', '<reasoning>', '<function=x>', '</function>'],
  ...[
    '[Tool Call: x]',
    '[Tool Result]',
    'Arguments: {',
    '}',
    '[',
    ']',
    '"',
    '<output>',
    '</output>',
    '<answer>',
  ],
  ...[
    '<|im_start|>',
    'user\n',
    '<|im_end|>',
    '<|channel>',
    '<channel|>',
    '<tool_call',
    'the <think> tag',
    '<Thought>',
  ],
  ...[' ', '  ', '\n', '\n\n', '\n\n\n', '\t', '\r\n', '\u001f', '😀', 'é', '是', 'word', 'two words', '7'],
);
const said = fc
  .array(fc.oneof({ weight: 4, arbitrary: bits }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) }), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''));
const settings = fc.record({
  textChunkLimit: fc.integer({ min: 2, max: 60 }),
  chunkMode: fc.constantFrom('length', 'newline'),
  tables: fc.constantFrom('off', 'bullets', 'code', 'block'),
  bubbles: fc.constantFrom('off', 'paragraph'),
  responsePrefix: fc.constantFrom('', '[bot]'),
});

const LONE_SURROGATE = /\p{Cs}/u;
const withoutBlanks = (text: string) => text.replace(/\s/g, '');

describe('the messages of a reply', () => {
  test('are none longer than the limit, whole characters, without styles beyond their words (OUT-1, OUT-2, OUT-10)', () => {
    fc.assert(
      fc.property(said, settings, (text, how) => {
        for (const { text: words, styles } of createPlanner(how)(text)) {
          expect(words.length).toBeLessThanOrEqual(how.textChunkLimit);
          expect(words).not.toBe('');
          expect(words).not.toMatch(LONE_SURROGATE);
          expect(words).not.toContain('\u001f');
          for (const { start, length } of styles) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(length).toBeGreaterThan(0);
            expect(start + length).toBeLessThanOrEqual(words.length);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('are the same stretches of one text: cutting loses white space alone (OUT-2, OUT-3)', () => {
    fc.assert(
      fc.property(
        said,
        fc.integer({ min: 2, max: 30 }),
        fc.constantFrom('length', 'newline'),
        (text, limit, mode) => {
          const pieces = chunksOf(text, limit, mode).map(({ start, end }) => text.slice(start, end));
          expect(withoutBlanks(pieces.join(''))).toBe(withoutBlanks(text));
          if (text.length <= limit) expect(pieces).toEqual([text]);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

/** Without tags of which it speaks. */
const withoutMentions = (text: string) =>
  text.replace(/[<◁[]\/?[\w:-]+[>▷\]]/g, (tag, start: number) => {
    const span = { start, end: start + tag.length };
    return isQuoted(text, span) || isInSentence(text, span) ? '' : tag;
  });

describe('cleaning', () => {
  test('leaves nothing to clean (OUT-9)', () => {
    fc.assert(
      fc.property(said, (text) => {
        const cleaned = withoutScaffolding(text);
        expect(withoutScaffolding(cleaned)).toBe(cleaned);
        expect(scaffoldingIn(withoutMentions(cleaned))).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });

  test('leaves what has no marks of an agent (OUT-9)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const plain = text.replace(/[<◁[#=:`\n]/g, '').trim();
        expect(withoutScaffolding(plain)).toBe(plain);
      }),
    );
  });
});

test('taking marks out takes nothing else (OUT-10)', () => {
  fc.assert(
    fc.property(said, (text) => {
      const shown = styled(text).text;
      const withoutMarks = (one: string) => one.replace(/[*_~]/g, '');
      expect(withoutMarks(shown)).toBe(withoutMarks(text));
    }),
    { numRuns: 2_000 },
  );
});

/** What agents say, and what they may say by mistake. */
const markdown = fc
  .array(
    fc.constantFrom(
      ...[
        '**bold** ',
        '*it* ',
        '***both*** ',
        '_u_ ',
        '__un__ ',
        '~~no~~ ',
        '**a *b* c** ',
        '`*x*` ',
        '5*3*2 ',
      ],
      ...[
        '```\ncode\n\n*x*\n```\n',
        '| a | **b** |\n|--|:-:|\n| c | d |\n',
        '* item\n',
        'snake_case ',
        '(in it) ',
      ],
      ...[
        '<think>secret</think>',
        '<|channel|>analysis<|message|>secret<|end|>',
        '<|start|>assistant<|channel|>final<|message|>',
        '<|start|>assistant',
        '<|channel|>',
        '<|message|>',
        '<|return|>',
        '<|tool_calls_begin|>x<|tool_call_begin|>',
        '<|tool_calls_end|>',
        '[TOOL_CALL]',
        '[/TOOL_CALL]',
        '[THINK]',
        '[/THINK]',
        '◁think▷',
        '◁/think▷',
        '<memory>',
        '</memory>',
        '<function=x>',
        '</function>',
        '<scratchpad>secret</scratchpad>',
        '</reasoning>',
        '[Tool Call: x (ID: 1)]\nArguments: {"a":"]"}\n',
        '[Tool Call: x',
        '[Tool Result for ID 1]\n',
        '<reflection>secret</reflection>',
        '<output>',
        '</output>',
        '<answer>\n',
        '</answer>\n',
        'the <reasoning> tag',
        'the <final> tag, ',
        '"<think>"',
        '<think> and </think> tags',
        '<think>',
        '<tool_call>{"a":"</tool_call>"}',
        '<tool_call',
        '<|im_start|>user\n',
        '<|im_start|>assistant\n',
        '<|im_end|>',
        '<|channel>thought\n',
        '<channel|>',
        '<|python_tag|>',
        '<|eom_id|>',
        'x:0<|tool_call_argument_begin|>',
        '<call:x{a:1}/>',
        '[INST]',
        '[/INST]',
        '<final>',
        '</final>',
        '[[reply_to: 1]]',
        'Foo<memory>',
        '**<think>** is ',
        '*<think>',
        'は<think>タグ',
        '，再写</think>。',
        ' : le',
        '</think>, ',
        '<user_memory>',
        '<|thinking|>',
        '<|/thinking|>',
        '~~~\n',
        '\n~~~',
        '``',
        'user:\n',
        '\n',
        '\n\n',
        '\n\n\n',
      ],
      ...[
        '*',
        '**',
        '***',
        '_',
        '__',
        '~~',
        '`',
        '\\',
        '|',
        '(',
        ')',
        'a',
        '1',
        ' ',
        'two words, ',
        '😀',
        '是',
      ],
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''));

test('the oracle, by rules of its own, comes to the same messages (OUT-1, OUT-2, OUT-3, OUT-9, OUT-10, OUT-19)', () => {
  fc.assert(
    fc.property(markdown, settings, (text, how) => {
      const planned = createPlanner(how)(text).flatMap(({ text: words, styles }) =>
        isBlank(words) ? [] : { text: words, looks: looksOf(words.length, styles) },
      );
      const { textChunkLimit: limit, responsePrefix: prefix, ...rest } = how;
      expect(messagesOf(text, { limit, prefix, ...rest })).toEqual(planned);
    }),
    { numRuns: 3_000 },
  );
});

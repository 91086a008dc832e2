import { describe, expect, test } from 'vitest';
import { createPlanner } from '../../../../../engine/outbound/plan/planner.ts';
import { REPLIES } from '../../../../support/sending/replies.ts';

const plan = (said: string, settings: object = {}) => createPlanner({ ...REPLIES, ...settings })(said);
const texts = (said: string, settings: object = {}) => plan(said, settings).map(({ text }) => text);

test('a plain reply is one message as it is', () => {
  expect(plan('Yes, at ten.')).toEqual([{ text: 'Yes, at ten.', styles: [] }]);
});

test.each(['', ' \n', '\u200b', '<think>x</think>', '\u001b[0m'])('of %j nothing is left (OUT-8)', (said) => {
  expect(plan(said)).toEqual([]);
});

test('what is for nobody does not pass under marks of markdown (OUT-9)', () => {
  expect(plan('<**think**>secret</**think**> hi')).toEqual([{ text: 'hi', styles: [] }]);
  expect(plan('<**think**>secret</**think**>')).toEqual([]);
});

test('styles follow the words of their message, and end with it (OUT-10)', () => {
  expect(plan('one **two three** four', { textChunkLimit: 9 })).toEqual([
    { text: 'one two', styles: [{ start: 4, length: 3, styles: ['bold'] }] },
    { text: 'three', styles: [{ start: 0, length: 5, styles: ['bold'] }] },
    { text: 'four', styles: [] },
  ]);
});

test('marks do not count for the length (OUT-1)', () => {
  expect(texts('**twelve, in all**', { textChunkLimit: 14 })).toEqual(['twelve, in all']);
});

describe('what stands before each reply', () => {
  test('is put before its first message, once', () => {
    const settings = { responsePrefix: '[bot]', bubbles: 'paragraph' };
    expect(plan('*one*\n\ntwo', settings)).toEqual([
      { text: '[bot] one', styles: [{ start: 6, length: 3, styles: ['italic'] }] },
      { text: 'two', styles: [] },
    ]);
    expect(texts('[bot] one', settings)).toEqual(['[bot] one']);
  });

  test('is a line of its own before code', () => {
    expect(texts('```\nx\n```', { responsePrefix: '>' })).toEqual(['>\n```\nx\n```']);
  });

  test('does not make a reply of nothing', () => {
    expect(plan(' ', { responsePrefix: '>' })).toEqual([]);
  });
});

test('a table that becomes a list is one paragraph of its reply', () => {
  const said = 'Here:\n\n| A | B |\n|--|--|\n| 1 | 2 |\n| 3 | 4 |';
  expect(texts(said, { bubbles: 'paragraph', tables: 'bullets' })).toEqual([
    'Here:',
    '1\n• B: 2\n\n3\n• B: 4',
  ]);
});

test('a table that ends in a row of nothing ends with its last row', () => {
  const said = '| a | **b** |\n|--|:-:|\n| c | d |\n|';
  expect(texts(said, { tables: 'block', textChunkLimit: 13 })).toEqual(['a    b\nc    d']);
  expect(plan('|\n|--|\n|\n\n**Yes**', { tables: 'block' })).toEqual([
    { text: 'Yes', styles: [{ start: 0, length: 3, styles: ['bold'] }] },
  ]);
});

test('a tag that has marks of its own is shown as a word, and hides nothing (OUT-9, OUT-10)', () => {
  const [message, ...others] = plan('**<think>** is the tag. The fee is 20.');
  expect(message!.text).toBe('<think> is the tag. The fee is 20.');
  expect(others).toEqual([]);
});

describe('a megabyte of whatever an agent may say is planned at once', () => {
  const SIZE = 1_000_000;
  const again = (bit: string) => bit.repeat(SIZE / bit.length);
  const nested = (begin: string, end: string) => begin.repeat(SIZE / 20) + end.repeat(SIZE / 20);
  const each = (bit: (n: number) => string) => Array.from({ length: SIZE / 25 }, (_, n) => bit(n)).join('');
  const HOSTILE = {
    'thoughts without end': again('<think>'),
    'tags in tags': nested('<fin', 'al>'),
    'tags that never end': again('<think x="'),
    'angle brackets': again('< '),
    'calls one in another': nested('<tool_call>', '</tool_call>'),
    'channels without words': again('<|channel|>'),
    'channels one after another': again('<|start|>x<|message|>y<|end|>'),
    'marks of a channel that is none': again('<|message|><|end|>'),
    'sections without end': again('<|tool_call_begin|>'),
    'sections that are none': again('<|tool_'),
    'functions that are none': again('<function ='),
    'square calls': again('[TOOL_CALL][/TOOL_CALL]'),
    'tags that are spoken of': again('the <think> tag, '),
    'names of types': again('A<Thought>'),
    'tags that are spoken of, and ended': `${again('the <think> tag, ')}</think>`,
    'wrappers without end': again('\n<output>'),
    'wrappers within a line': again('a <output> b </output>'),
    'ends of wrappers': again('</answer>\n'),
    'lines of tools': again('[Tool Call: x]\nArguments: {}\n'),
    'results of tools': again('[Tool Result for x]\na\n'),
    'lines of tools in lines of tools': again('[Tool Call: '),
    'results of tools that are open': again('[Tool Result for x]\n{'),
    'results of tools with strings that are open': again('[Tool Result for x]\n{\\"'),
    'thoughts of many names': each((n) => `a <reasoning_x${n}> b `),
    'thoughts of many names that end': each((n) => `<reasoning_x${n}>a</reasoning_x${n}> b `),
    'notes of many names within a line': each((n) => `a.<memory_${n}>b `),
    'tags that are spoken of in two': again('a <think>, b </think>, '),
    'tildes at the begin of lines': again('~~~a\n'),
    'ticks by two': again('``a ```'),
    'turns of others': again('<|im_start|>user\n'),
    'thoughts of channels': again('<|channel>'),
    triangles: again('◁think '),
    stars: again('*'),
    'marks that only open': again('*a '),
    'marks that only close': again('a** '),
    'marks without words': again('*~ ~* '),
    'marks of every kind': again('**a _b ~~c '),
    'words of one letter': again('_a_ '),
    backticks: again('`'),
    'blocks within lines': again('``` a '),
    'brackets without end': again('[[reply_to:'),
    parentheses: again('('),
    'roles that are none': again(`user:${' '.repeat(100)}x\n`),
    'role lines': again('user:\n'),
    plusses: again('#+'),
    blanks: `x${again(' ')}x`,
    'line breaks': `x${again('\n')}x`,
    'blank lines': again('\n\t'),
    bars: `${again('|')}\n${again('|-')}`,
    'rows of a table': `|a|b|\n|-|-|\n${again('|a|b|\n')}`,
    'a very wide cell': `|a|b|\n|-|-|\n|${again('x')}|y|\n${again('|a|b|\n')}`,
    'escape sequences': again('\u001b['),
    emoji: again('👨‍👩‍👧'),
  };

  test.each(Object.entries(HOSTILE))('%s', (_, said) => {
    const ways = [
      {},
      { chunkMode: 'newline', tables: 'bullets', bubbles: 'paragraph' },
      { textChunkLimit: 10, tables: 'block' },
    ];
    const before = process.cpuUsage();
    for (const settings of ways) plan(said, settings);
    // Of this process alone, however busy the machine is.
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000_000).toBeLessThan(10);
  });
});

import { describe, expect, test } from 'vitest';
import {
  type Border,
  blockBehind,
  idleBlock,
  nextBlock,
} from '../../../../../engine/outbound/plan/blocks.ts';
import { withoutScaffolding } from '../../../../../engine/outbound/plan/clean.ts';

const LIMITS = { minChars: 20, maxChars: 40 };
const cutIn = (text: string, border: Border | null) =>
  border && [text.slice(0, border.end), text.slice(border.next)];
const next = (text: string, limits = LIMITS) => cutIn(text, nextBlock(text, limits));
const idle = (text: string) => cutIn(text, idleBlock(text));

/** How many characters patterns pass over, and copies have. */
function lookedAt(run: () => void): number {
  let count = 0;
  const { exec } = RegExp.prototype;
  const { slice } = String.prototype;
  RegExp.prototype.exec = function (text) {
    const from = this.lastIndex;
    const found = exec.call(this, text);
    count += (found ? found.index + found[0].length : text.length) - Math.min(from, text.length);
    return found;
  };
  String.prototype.slice = function (...range) {
    const copy = slice.apply(this, range);
    count += copy.length;
    return copy;
  };
  try {
    run();
  } finally {
    RegExp.prototype.exec = exec;
    String.prototype.slice = slice;
  }
  return count;
}

describe('a piece of a reply that is still being written', () => {
  test('waits until it is long enough, and ends with a paragraph, as late as it may (CFG-23)', () => {
    expect(next('Short.\n\nAnd')).toBeNull();
    expect(next('Twenty characters at least.')).toBeNull();
    expect(next('Twenty characters at least.\n\nAnd')).toEqual(['Twenty characters at least.', 'And']);
    expect(next('One.\n\nTwo is some more.\n\nThree\n\nFour')).toEqual([
      'One.\n\nTwo is some more.\n\nThree',
      'Four',
    ]);
  });

  test('that is too long ends with a line, else a sentence, else a word', () => {
    const long = 'and on and on and on and on and on and on and on';
    expect(next(`A first line.\nA second one. ${long}`)).toEqual([
      'A first line.',
      `\nA second one. ${long}`,
    ]);
    expect(next(`A first one. A second. ${long}`)).toEqual(['A first one. A second.', ` ${long}`]);
    expect(next(`A first one. It costs 3. 50 or e.g. 60 ${long}`)![0]).toBe('A first one.');
    expect(next(long)![0]).toBe('and on and on and on and on and on and');
  });

  test('has blocks of code whole, however long they are', () => {
    const code = '```\nlet a = 1;\n\nlet b = 2;\nlet c = 3;\nlet d = 4;\n```';
    expect(next(`See.\n${code.slice(0, -4)}`)).toEqual(['See.', `\n${code.slice(0, -4)}`]);
    expect(next(`${code.slice(0, -4)}`)).toBeNull();
    expect(next(`${code}\nThat`)).toEqual([code, '\nThat']);
    const tildes = code.replaceAll('```', '~~~');
    expect(next(tildes.slice(0, -4))).toBeNull();
    expect(next(`${tildes}\nThat`)).toEqual([tildes, '\nThat']);
    expect(next('Twenty characters at least.\n\n``<think>x</think> and so on')![1]).toBe(
      '``<think>x</think> and so on',
    );
  });

  test('ends neither in the middle of a mark of markdown nor of a table', () => {
    const bold = ' **bold words. And more of them that go on';
    expect(next(`Some${bold}`)).toEqual(['Some', bold]);
    const table = '| a | b |\n|---|---|\n| c | d |\n| e | f |\n| g | h |';
    expect(next(table)).toBeNull();
    expect(next(`${table}\n\nSo`)).toEqual([table, 'So']);
  });

  test('ends not where what is for nobody is open, or half written (OUT-9)', () => {
    expect(next('<think>Well. Well.\n\nWell, well, well. And so on')).toBeNull();
    expect(next('<think>Well. Well.\n\nWell.</think>\n\nHere it is.\n\nAnd')![1]).toBe('Here it is.\n\nAnd');
    expect(next('Twenty characters at least.\n\n<thi')).toEqual(['Twenty characters at least.', '<thi']);
    expect(next('<thinking that\n\nis a mark with words')).toBeNull();
  });

  test.each([
    [
      '<|channel|>analysis<|message|>Well. ',
      'Well.\n\nWell, well. ',
      '<|end|><|start|>assistant<|channel|>final<|message|>',
    ],
    ['<|tool_calls_begin|>Well. ', 'Well.\n\nWell, well. ', '<|tool_calls_end|>'],
    ['◁think▷Well. ', 'Well.\n\nWell, well. ', '◁/think▷'],
    ['[TOOL_CALL]Well. ', 'Well.\n\nWell, well. ', '[/TOOL_CALL]'],
    ['<memory>Well. ', 'Well.\n\nWell, well. ', '</memory>'],
    ['<reflection>Well. ', 'Well.\n\nWell, well. ', '</reflection>'],
    ['[Tool Call: look (ID: 1)]\nArguments: {"a":"Well. ', 'Well.\n\nWell, well. ', '"}'],
    ['<|im_start|>user\nWell. ', 'Well.\n\nWell, well. ', '<|im_end|>'],
    ['<|channel>thought\nWell. ', 'Well.\n\nWell, well. ', '<channel|>'],
  ])('says nothing of %j, however much of it is there (OUT-9)', (begun, more, end) => {
    const text = `Twenty characters at least.\n\n${begun}${more}${end}`;
    const shown = 'Twenty characters at least.';
    for (let length = shown.length + 2; length <= text.length; length += 1) {
      const written = text.slice(0, length);
      expect(next(written), written).toEqual([shown, written.slice(shown.length + 2)]);
      const held = written.slice(shown.length + 2);
      for (const cut of [next(held, { minChars: 1, maxChars: 2 }), idle(held)])
        expect(withoutScaffolding(cut?.[0] ?? ''), held).toBe('');
    }
  });

  test('waits with a tag that may be a word, and the word before it, until that is certain (OUT-9)', () => {
    const text = 'Twenty characters at least. Use the <reasoning> tag for that. And so on, and on.';
    for (let length = text.length; length > 42; length -= 1) {
      const [piece, left] = next(text.slice(0, length)) ?? ['', ''];
      expect([piece, left]).toEqual(['Twenty characters at least.', text.slice(27, length)]);
    }
    expect(withoutScaffolding(text.slice(27))).toBe(text.slice(28));
  });

  test('has what stands in a wrapper as a whole', () => {
    const text = 'Twenty characters at least.\n\n<output>\nWell.\n\nWell, well.\n</output>\n\nSo';
    expect(next(text)).toEqual(['Twenty characters at least.', text.slice(29)]);
    expect(next(text.slice(29))).toEqual([text.slice(29, -4), 'So']);
  });

  test('is said where nothing more comes, as far as it stands by itself', () => {
    expect(idle('One moment.')).toEqual(['One moment.', '']);
    expect(idle('One moment. I look')).toEqual(['One moment.', ' I look']);
    expect(idle('One\n\ntwo')).toEqual(['One', 'two']);
    expect(idle('One mom')).toBeNull();
    for (const more of ['1.', 'It costs 3.', 'Fruit, e.g.', 'Obst, z.B.', 'Figure A.'])
      expect(idle(`One moment. ${more}`)).toEqual(['One moment.', ` ${more}`]);
    expect(idle('It costs 3.')).toBeNull();
    expect(idle('At 3?')).toEqual(['At 3?', '']);
    expect(idle('Wait...')).toEqual(['Wait...', '']);
    expect(idle('Look: ```\nlet a = 1. ')).toBeNull();
    expect(idle('<think>So.')).toBeNull();
  });

  test.each(['</think>', '◁/think▷', '[/THINK]', '<channel|>'])(
    'is nothing of a thought that %j shows to have been one',
    (end) => {
      const thought = `I should look first.\n\nThen I should say it. And so on and on.\n${end}`;
      expect(next(`${thought}\n\nHere it is. This is all`)![0]).toBe(thought);
      expect(idle(`${thought}\n\nHere it is. This is all`)![0]).toBe(`${thought}\n\nHere it is.`);
    },
  );

  test('each of what is very long is found near its begin', () => {
    const cutAll = (text: string) => {
      let [rest, pieces] = [text, 0];
      for (let one = nextBlock(rest, LIMITS); one && pieces < 64; one = blockBehind(rest, LIMITS)) {
        rest = rest.slice(one.next);
        pieces += 1;
      }
      return pieces;
    };
    const bit = 'A <b> c [d] `e` * f. ';
    const work = (times: number) => lookedAt(() => expect(cutAll(bit.repeat(times))).toBe(64));
    expect(work(16_000)).toBeLessThan(4 * work(4_000));
    const code = `\`\`\`\n${'let a = 1;\n'.repeat(4_000)}\`\`\``;
    expect(blockBehind(`${code}\n\nThat is all of it.`, LIMITS)?.end).toBe(code.length);
  });

  test.each([
    'a',
    'a. ',
    'a\n\n',
    '*a ',
    '`a ',
    '[[a ',
    '<a ',
    '```\na\n\n',
    '◁a ',
    '<|channel|>',
    '<|end|>. ',
    '[THINK]. [/THINK]. ',
    'the <think> tag. ',
    '<output>\nx\n</output>\n',
    '[Tool Call: x]\nArguments: {}\n',
  ])('is found with twice the work in twice as much, of %j', (bit) => {
    const work = (times: number) =>
      lookedAt(() => {
        nextBlock(bit.repeat(times), { minChars: 1, maxChars: 2 });
        idleBlock(bit.repeat(times));
      });
    const [once, twice] = [work(2_000), work(4_000)];
    expect(once).toBeGreaterThan(2_000);
    expect(twice / once).toBeLessThan(2.5);
  });
});

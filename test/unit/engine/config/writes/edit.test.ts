import JSON5 from 'json5';
import { describe, expect, it } from 'vitest';
import { withoutValue, withValue } from '../../../../../engine/config/writes/edit.ts';

const WRITTEN = `// Who may write.
{
  channels: {
    imessage: {
      dmPolicy: 'allowlist', // nobody else
      allowFrom: [
        '+15550001111', // Alice
        '+15550002222', /* Bob */
      ],
      groups: { '7': { requireMention: false } }
    },
  },
  /* agents */ agents: { list: [{ id: 'main', type: 'echo' }] }
}
`;
const IMESSAGE = ['channels', 'imessage'];

describe('a value that is set', () => {
  it('takes the place of the one that stood there, and of nothing else', () => {
    expect(withValue(WRITTEN, [...IMESSAGE, 'dmPolicy'], 'open')).toBe(
      WRITTEN.replace("'allowlist'", '"open"'),
    );
    expect(withValue(WRITTEN, [...IMESSAGE, 'allowFrom', '1'], '+15550003333')).toBe(
      WRITTEN.replace("'+15550002222'", '"+15550003333"'),
    );
  });

  it('stands on a line of its own behind the others where they do, with their commas and behind their comments', () => {
    expect(withValue(WRITTEN, [...IMESSAGE, 'configWrites'], false)).toBe(
      WRITTEN.replace('} }\n    },', '} },\n      configWrites: false\n    },'),
    );
    expect(withValue(WRITTEN, [...IMESSAGE, 'allowFrom', '2'], '+15550003333')).toBe(
      WRITTEN.replace('/* Bob */', '/* Bob */\n        "+15550003333",'),
    );
    const noted = '{\n  a: 1 // one\n}\n';
    expect(withValue(noted, ['b'], 2)).toBe('{\n  a: 1, // one\n  b: 2\n}\n');
  });

  it('stands on the same line where the others do, named as they are', () => {
    expect(withValue(WRITTEN, [...IMESSAGE, 'groups', '7', 'systemPrompt'], 'Be kind.')).toBe(
      WRITTEN.replace('requireMention: false', 'requireMention: false, systemPrompt: "Be kind."'),
    );
    expect(withValue(WRITTEN, [...IMESSAGE, 'groups', 'chat_guid:any;+;a.b'], {})).toContain(
      `{ requireMention: false }, "chat_guid:any;+;a.b": {} }`,
    );
    expect(withValue('{ /* nothing */ }', ['a', 'b'], 1)).toBe('{ /* nothing */ a: {b:1}  }');
    expect(withValue('{ // nothing\r\n}', ['a'], 1)).toBe('{ // nothing\r\n  a: 1\r\n}');
  });

  it('stays JSON where all of it is', () => {
    expect(withValue('{ "a": 1 }', ['b'], { c: 'd' })).toBe('{ "a": 1, "b": {"c":"d"} }');
  });

  it('is written one entry a line where it is long', () => {
    const long = ['+15550001111', '+15550002222', '+15550003333', '+15550004444', '+15550005555'];
    const result = withValue('{\n  a: 1,\n}\n', ['list'], long)!;
    expect(result).toBe(`{\n  a: 1,\n  list: [\n${long.map((one) => `    "${one}",\n`).join('')}  ],\n}\n`);
  });

  it('is not put into what is no object, at no entry that a list does not reach, and into no text that cannot be read', () => {
    expect(withValue(WRITTEN, [...IMESSAGE, 'dmPolicy', 'a'], 1)).toBeNull();
    expect(withValue(WRITTEN, [...IMESSAGE, 'allowFrom', '4'], 'a')).toBeNull();
    expect(withValue(WRITTEN, [...IMESSAGE, 'allowFrom', 'a'], 'a')).toBeNull();
    expect(withValue('{ a: ', ['a'], 1)).toBeNull();
    expect(withValue('[]', ['a'], 1)).toBeNull();
  });
});

describe('a value that is taken out', () => {
  it('takes its line and its note along, and leaves the others', () => {
    expect(withoutValue(WRITTEN, [...IMESSAGE, 'dmPolicy'])).toBe(
      WRITTEN.replace("      dmPolicy: 'allowlist', // nobody else\n", ''),
    );
    expect(withoutValue(WRITTEN, [...IMESSAGE, 'allowFrom', '0'])).toBe(
      WRITTEN.replace("        '+15550001111', // Alice\n", ''),
    );
  });

  it('leaves no comma behind that would stand before nothing', () => {
    expect(withoutValue('{ "a": 1, "b": 2 }', ['b'])).toBe('{ "a": 1 }');
    expect(withoutValue('{ "a": 1, "b": 2 }', ['a'])).toBe('{ "b": 2 }');
    expect(withoutValue('{\n  "a": 1,\n  "b": 2\n}\n', ['b'])).toBe('{\n  "a": 1\n}\n');
    expect(withoutValue('[1, 2]', ['1'])).toBe('[1]');
  });

  it('has to be there, and once', () => {
    expect(withoutValue(WRITTEN, [...IMESSAGE, 'groupPolicy'])).toBeNull();
    expect(withoutValue('{ a: 1, a: 2 }', ['a'])).toBeNull();
  });
});

describe('every value of a file', () => {
  it('can be set and taken out, and all else stays as it was', () => {
    const before = JSON5.parse(WRITTEN) as object;
    for (const path of pathsOf(before)) {
      const set = withValue(WRITTEN, path, null);
      const unset = withoutValue(WRITTEN, path);
      expect([path, set && lines(set), unset && lines(unset)]).toEqual([
        path,
        expect.anything(),
        expect.anything(),
      ]);
      for (const comment of ['// Who may write.', '/* agents */']) expect(set).toContain(comment);
    }
  });
});

const lines = (text: string) => (JSON5.parse(text) as object) && text.split('\n').length;

function pathsOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, held]) => [
    [key],
    ...pathsOf(held).map((rest) => [key, ...rest]),
  ]);
}

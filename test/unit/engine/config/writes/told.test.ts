import { describe, expect, it } from 'vitest';
import { toldBy } from '../../../../../engine/config/writes/told.ts';

const set = (written: string) => toldBy(`set channels.imessage.dmPolicy=${written}`);

describe('what is told behind /config', () => {
  it('shows all of it, or what stands at a path (CWR-1)', () => {
    expect(toldBy('')).toEqual({ does: 'show', path: [] });
    expect(toldBy('show')).toEqual({ does: 'show', path: [] });
    expect(toldBy('Show  agents.list[0].id ')).toEqual({ does: 'show', path: ['agents', 'list', '0', 'id'] });
  });

  it.each([
    ['channels.imessage.allowFrom[12]', ['channels', 'imessage', 'allowFrom', '12']],
    ['channels.imessage.allowFrom.12', ['channels', 'imessage', 'allowFrom', '12']],
    ['groups[7].requireMention', ['groups', '7', 'requireMention']],
    ['groups["chat_guid:any;+;a.b"].requireMention', ['groups', 'chat_guid:any;+;a.b', 'requireMention']],
    ['groups[“a.b”][‘c=d’]["say \\"so\\""]', ['groups', 'a.b', 'c=d', 'say "so"']],
    ['groups.*.requireMention', ['groups', '*', 'requireMention']],
    ['people.ada.toString', ['people', 'ada', 'toString']],
  ])('takes the path %s', (written, path) => {
    expect(toldBy(`unset ${written}`)).toEqual({ does: 'unset', path });
  });

  it.each([
    'a..b',
    '.a',
    'a.',
    'a b',
    'a[',
    'a[b',
    'a[]',
    '__proto__.polluted',
    'a["__proto__"]',
    'a.constructor.prototype',
    Array.from({ length: 40 }, () => 'a').join('.'),
  ])('takes no path %s', (written) => {
    expect(toldBy(`unset ${written}`)).toBeNull();
    expect(toldBy(`set ${written}=1`)).toBeNull();
  });

  it.each([
    ['true', true],
    ['12', 12],
    ['open', 'open'],
    ['"12"', '12'],
    ["['a', 'b',]", ['a', 'b']],
    ['{ a: 1 } ', { a: 1 }],
    // As a phone writes them.
    ['[“+15550001111”, ‘user@example.com’]', ['+15550001111', 'user@example.com']],
    ['+15550001111', '+15550001111'],
    ['It’s “so”', 'It’s “so”'],
    ['a=b', 'a=b'],
  ])('reads the value %s as JSON5, or else as text', (written, value) => {
    expect(set(written)).toEqual({ does: 'set', path: ['channels', 'imessage', 'dmPolicy'], value });
  });

  it('takes no value that reaches behind objects, none at all, and nothing else that is told', () => {
    expect(set('{ a: { "__proto__": { b: 1 } } }')).toBeNull();
    for (const words of ['set a', 'set a=', 'set =1', 'unset', 'unset a=1', 'show a=1', 'delete a', 'set'])
      expect([words, toldBy(words)]).toEqual([words, null]);
  });
});

import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../engine/config/load.ts';
import { FATES, REASONS, reasonText } from '../../../engine/fates.ts';

const ROWS = Object.entries(REASONS);

describe('the registry of reasons', () => {
  it('has one text for each code, so that a journal tells them apart', () => {
    const texts = ROWS.map(([, { text }]) => text);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('has fates of the closed list alone, and one that waits', () => {
    const fates = ROWS.map(([, { fate }]) => fate);
    expect(fates.filter((fate) => fate !== null && !FATES.includes(fate))).toEqual([]);
    expect(ROWS.filter(([, { fate }]) => fate === null).map(([code]) => code)).toEqual(['admitted']);
  });

  it.each(ROWS.flatMap(([code, { keys }]) => keys.map((key) => [code, key])))(
    '%s names a key that the configuration has: %s',
    (_code, key) => {
      const [first, second] = key.split('.');
      const imessage = { [first!]: second === undefined ? Symbol('wrong') : { [second]: Symbol('wrong') } };
      const agents = { list: [{ id: 'main', type: 'echo' }] };
      const parse = () => parseConfig({ agents, channels: { imessage } }, { home: '/' });
      // A key that is not there would be called unknown; this one has a value of the wrong type.
      expect(parse).toThrowError(expect.not.objectContaining({ message: expect.stringMatching(/unknown/i) }));
    },
  );

  it('adds what a reason says about one row', () => {
    expect(reasonText('bad_field', 'id (keys=id)')).toBe('bad field id (keys=id)');
  });
});

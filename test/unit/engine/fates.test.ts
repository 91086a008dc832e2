import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../engine/config/load.ts';
import { FATES, REASONS, reasonText } from '../../../engine/fates.ts';
import { STAGES } from '../../../engine/inbound/stages/stages.ts';
import { sourceFiles, withoutComments } from '../../support/repository/source-files.ts';

const ROWS = Object.entries(REASONS);
/** Besides the list of the stages and what they all are. */
const STAGE_FILES: readonly string[] = sourceFiles('engine/inbound/stages')
  .map(({ path }) => posix.basename(path, '.ts'))
  .filter((name) => name !== 'stage' && name !== 'stages');
const ENGINE = sourceFiles('engine')
  .filter(
    ({ path }) => path.endsWith('.ts') && !/^engine\/(fates|access-reasons|turn-reasons)\.ts$/.test(path),
  )
  .map(({ text }) => withoutComments(text))
  .join('\n');

describe('the registry of reasons', () => {
  it('is told apart by its fates and texts', () => {
    const told = ROWS.map(([, { fate, text }]) => `${fate}: ${text}`);
    expect(new Set(told).size).toBe(told.length);
  });

  it('has fates of the closed list alone, and those that wait', () => {
    const fates = ROWS.map(([, { fate }]) => fate);
    expect(fates.filter((fate) => fate !== null && !FATES.includes(fate))).toEqual([]);
    expect(ROWS.filter(([, { fate }]) => fate === null).map(([code]) => code)).toEqual([
      'preview_waits',
      'command_waits',
      'config_waits',
      'admitted',
    ]);
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

  it('knows every stage of deciding by its name, in the order in which they are asked', () => {
    const stages = ROWS.map(([, { stage }]) => stage).filter((stage) => STAGE_FILES.includes(stage));
    expect([...new Set(stages)]).toEqual(STAGES.map(({ name }) => name));
    expect(new Set(stages)).toEqual(new Set(STAGE_FILES));
  });

  it.each(ROWS.map(([code]) => code))('%s is the reason of something', (code) => {
    expect(ENGINE).toMatch(new RegExp(`['"]${code}['"]`));
  });

  it('adds what a reason says about one row', () => {
    expect(reasonText({ code: 'bad_field', detail: 'id (keys=$&)' })).toBe('bad field id (keys=$&)');
    expect(reasonText({ code: 'begun_too_often', detail: '8' })).toBe('begun 8 times without an answer');
    expect(reasonText({ code: 'from_me' })).toBe('from me');
  });
});

import { describe, expect, it } from 'vitest';
import { resolveBuild } from '../../../../fake-imsg/builds/builds.ts';
import type { CommandLinePolicy } from '../../../../fake-imsg/builds/command-lines.ts';
import { readOptions } from '../../../../fake-imsg/command-line/options.ts';
import {
  DB,
  option,
  type Signature,
  STANDARD_OPTIONS,
} from '../../../../fake-imsg/command-line/signature.ts';

const [commandLine090, commandLine0134, commandLineCurrent] = ['0.9.0', '0.13.4', 'current'].map(
  (build) => resolveBuild(build).commandLine,
) as [CommandLinePolicy, CommandLinePolicy, CommandLinePolicy];

const signature: Signature = {
  name: 'sample',
  about: 'A sample',
  options: [
    DB,
    option('limit', 'a number'),
    option('participants', 'a list', { value: 'list' }),
    option('reaction', 'with a short name', { spellings: ['--reaction', '-r'] }),
    ...STANDARD_OPTIONS,
  ],
  examples: [],
};
const withArgument: Signature = { ...signature, arguments: [{ label: 'action', about: 'what to do' }] };

const read = (args: string[], policy = commandLineCurrent, of = signature) => readOptions(of, args, policy);
const complaint = (...given: Parameters<typeof read>) => {
  try {
    read(...given);
  } catch (error) {
    return (error as Error).message;
  }
  return null;
};

describe('options', () => {
  it('have their values behind them, flags have none, wherever they stand', () => {
    const options = read(['--json', '--limit', '5', '--db', 'a b.db', '-v']);
    expect(options.flag('json')).toBe(true);
    expect(options.flag('verbose')).toBe(true);
    expect(options.text('db')).toBe('a b.db');
    expect(options.integer('limit')).toBe(5);
    expect(read(['--limit', '5', '--json']).flag('json')).toBe(true);
  });

  it.each(['--json', '-j', '--json-output', '--jsonOutput'])('%s asks for JSON', (spelling) => {
    expect(read([spelling]).flag('json')).toBe(true);
  });

  it('given twice count the last time, and lists take all', () => {
    expect(read(['--limit', '5', '--limit', '6']).integer('limit')).toBe(6);
    const list = read(['--participants', 'a,b', 'c', '--json', '--participants', 'd']);
    expect(list.texts('participants')).toEqual(['a,b', 'c', 'd']);
  });

  it('may be packed when they are flags', () => {
    const options = read(['-vj']);
    expect([options.flag('verbose'), options.flag('json')]).toEqual([true, true]);
    expect(complaint(['-vx'])).toBe('Unknown option -x');
    expect(complaint(['-rlove'])).toBe('Unknown option -r');
    expect(read(['-r', 'love']).text('reaction')).toBe('love');
  });
});

describe('complaints (wire-1.1)', () => {
  it.each([
    [['--x'], 'Unknown option --x'],
    [['-x'], 'Unknown option -x'],
    [['--limit'], 'Missing value for option --limit'],
    [['--limit', '--json'], 'Missing value for option --limit'],
    [['-r'], 'Missing value for option -r'],
    [['--json=1'], 'Unknown option --json=1'],
    [['all'], 'Unexpected argument: all'],
    [['--', '--version'], 'Unexpected argument: --version'],
  ])('%j: %s', (args, text) => {
    expect(complaint(args)).toBe(text);
  });

  it('name the argument that is missing, in the newest builds', () => {
    expect(complaint([], commandLineCurrent, withArgument)).toBe('Missing argument: action');
    expect(complaint([], commandLine0134, withArgument)).toBeNull();
    expect(read(['send'], commandLineCurrent, withArgument).rest).toEqual(['send']);
  });
});

describe('what builds differ in', () => {
  it('stray arguments were ignored once', () => {
    expect(complaint(['all'], commandLine090)).toBeNull();
    expect(complaint(['all'], commandLine0134)).toBe('Unexpected argument: all');
  });

  it('one letter was once an option like any other', () => {
    expect(complaint(['-x'], commandLine0134)).toBe('Unknown option --x');
    expect(complaint(['-r'], commandLine0134)).toBe('Missing value for option --r');
    expect(read(['--j', '--r', 'love'], commandLine0134).text('reaction')).toBe('love');
    expect(complaint(['--j'])).toBe('Unknown option --j');
  });

  it('a second argument too many is refused by the newest alone', () => {
    expect(complaint(['send', 'more'], commandLine0134, withArgument)).toBeNull();
    expect(complaint(['send', 'more'], commandLineCurrent, withArgument)).toBe('Unexpected argument: more');
  });

  it('attached values and negative numbers came late', () => {
    expect(read(['--limit=5']).integer('limit')).toBe(5);
    expect(read(['--limit', '-5']).text('limit')).toBe('-5');
    expect(complaint(['--limit=5'], commandLine0134)).toBe('Unknown option --limit=5');
    expect(complaint(['--limit', '-5'], commandLine0134)).toBe('Missing value for option --limit');
  });

  it.each([
    ['abc', null],
    ['0', 0],
    ['1.5', null],
    ['+7', 7],
  ])('a limit of %s', (text, value) => {
    const asked = ['--limit', text];
    expect(read(asked, commandLine0134).integer('limit', { min: 1 })).toBe(value);
    const strict = () => read(asked).integer('limit', { min: 1 });
    if (value) expect(strict()).toBe(value);
    else expect(strict).toThrow('Invalid value for option: --limit');
  });
});

describe('values that look like options (U19)', () => {
  const numbers = [
    '-1',
    '-.5',
    '-5.',
    '-1e3',
    '-0x10',
    '-0X1.8p-3',
    '-inf',
    '-Infinity',
    '-nan',
    '-NaN(0x1)',
  ];

  it.each(numbers)('%s is a value in the newest builds, as Swift reads it for a number', (text) => {
    expect(read(['--db', text]).text('db')).toBe(text);
    expect(complaint(['--db', text], commandLine0134)).toBe('Missing value for option --db');
  });

  it.each([
    '- milk',
    '-',
    '-1,5',
    '-1 000',
    '-e5',
    '-0x',
    '-0x1p',
    '-infinite',
    '--',
    '-5 apples',
    '—',
    '-👍',
  ])('%j is a value only where it does not begin like an option', (text) => {
    const isArgument = text === '-' || text === '—';
    for (const policy of [commandLine090, commandLine0134, commandLineCurrent]) {
      if (isArgument) expect(read(['--db', text], policy).text('db')).toBe(text);
      else expect(complaint(['--db', text], policy)).toBe('Missing value for option --db');
    }
  });

  it('cannot be given behind two dashes', () => {
    for (const policy of [commandLine0134, commandLineCurrent]) {
      expect(complaint(['--db', '--', '- milk'], policy)).toBe('Missing value for option --db');
    }
  });

  it('are attached in the newest builds, and make an unknown option before', () => {
    expect(read(['--db=- milk']).text('db')).toBe('- milk');
    expect(read(['--db=']).text('db')).toBe('');
    expect(complaint(['--db=- milk'], commandLine0134)).toBe('Unknown option --db=- milk');
  });

  it('of one character are named as one', () => {
    expect(complaint(['-👍🏽'])).toBe('Unknown option -👍🏽');
    expect(complaint(['-👍🏽'], commandLine0134)).toBe('Unknown option --👍🏽');
    expect(complaint(['-👍🏽x'])).toBe('Unknown option -👍🏽');
  });
});

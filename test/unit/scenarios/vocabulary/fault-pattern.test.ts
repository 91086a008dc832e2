// The patterns by which editors know faults take what the fake takes.

import { describe, expect, it } from 'vitest';
import { parseFaults } from '../../../../fake-imsg/faults/parse.ts';
import { FAULTS } from '../../../../fake-imsg/faults/registry.ts';
import { FAULT_TEXT, FAULTS_TEXT } from '../../../../scenarios/vocabulary/fault-pattern.ts';
import { eventProblems } from '../../../../scenarios/vocabulary/possible-event.ts';

const VALUES = [
  '',
  '=',
  '=0',
  '=3',
  '=255',
  '=256',
  '=2s',
  '=1.5s',
  '=100ms-2s',
  '=SIGKILL',
  '=SIGFOO',
  '=a b',
];
const TRIGGERS = [
  ...[
    '',
    '@',
    '@count:3',
    '@count:3+',
    '@count:3-5',
    '@count:0',
    '@time:10s',
    '@time:10',
    '@match:x',
    '@match:',
  ],
  ...['@first:"send"', '@chance:0.1', '@chance:1', '@chance:2', '@chance:0.1,SEED', '@conut:3'],
];
const NAMES = [...Object.keys(FAULTS), 'nope'];
const textsOf = (name: string) =>
  VALUES.flatMap((value) => TRIGGERS.map((trigger) => `${name}${value}${trigger}`));

function differing(texts: readonly string[], pattern: string, isTaken: (text: string) => boolean): string[] {
  const editor = new RegExp(pattern);
  return texts.filter((text) => editor.test(text) !== isTaken(text));
}

function isProcessFault(text: string): boolean {
  try {
    parseFaults(text);
    return true;
  } catch {
    return false;
  }
}

describe.each(NAMES)('the fault %s', (name) => {
  it('is taken and refused as a fault of processes', () => {
    expect(differing(textsOf(name), FAULTS_TEXT, isProcessFault)).toEqual([]);
  });

  it('is taken and refused as an event', () => {
    const happens = (fault: string) => eventProblems([], () => ({ kind: 'fault', fault })).length === 0;
    expect(differing(textsOf(name), FAULT_TEXT, happens)).toEqual([]);
  });
});

it('several faults stand in one text', () => {
  const texts = [
    '',
    ' ',
    ';',
    'twice;torn=3',
    'twice; torn=3 ;',
    'banner=a\\;b',
    'banner=a;b',
    'twice torn',
    'nope;',
  ];
  expect(differing(texts, FAULTS_TEXT, isProcessFault)).toEqual([]);
});

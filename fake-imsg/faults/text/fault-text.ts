import { BadFault, parseTrigger, TRIGGER_KINDS } from './trigger.ts';

/** A fault as it is written: `name`, `name=value`, `name@trigger` or `name=value@trigger`. */
export interface FaultText {
  readonly name: string;
  /** Empty = none. */
  readonly value: string;
  /** As `parseTrigger` reads it; empty = at every occasion. */
  readonly trigger: string;
}

// A value may hold an `@`, such as an email address, so only a known kind of trigger ends it.
const FAULT = new RegExp(`^([a-z-]+)(?:=(.*?))?(?:@((?:${TRIGGER_KINDS.join('|')}):.*))?$`, 's');

/** Reads one fault. Throws `BadFault` for what has not this form or a trigger that makes no sense. */
export function readFaultText(text: string): FaultText {
  const [, name, value = '', trigger = ''] = FAULT.exec(text.trim()) ?? [];
  if (name === undefined) throw new BadFault(`"${text}" is no fault; write name=value@trigger`);
  parseTrigger(trigger, '');
  return { name, value, trigger };
}

/** The faults in one text, separated by `;`; `\;` stands for a semicolon that belongs to a value. */
export function splitFaults(text: string): string[] {
  return text
    .split(/(?<!\\);/)
    .map((one) => one.replaceAll('\\;', ';').trim())
    .filter((one) => one !== '');
}

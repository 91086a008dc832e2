// What a line means that somebody types into the demo.

import { nearestKey } from '../../engine/config/nearest-key.ts';
import { clean } from '../../engine/log-text.ts';
import { PEOPLE, type Person } from './conversation.ts';

export type Input =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly link: string }
  | { readonly kind: 'flush' | 'restart' | 'help' | 'quit' }
  /** Nothing to do but to speak for another person, or nothing at all. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'wrong'; readonly hint: string };

const COMMANDS = ['link', 'flush', 'restart', 'help', 'quit'] as const;
const TEXT_MAX = 1_000;

export const HELP = [
  'hi                              is sent as the person at the prompt',
  `bob: hi                         as one of ${PEOPLE.map(({ name }) => name).join(', ')}, from then on`,
  '/link Dump https://example.com  a command and its link: two rows, one turn',
  '/flush                          Apple delivers what it held up for three days',
  '/restart                        stops the gateway and starts it on its store',
  '/quit                           ends the demo; so does Ctrl-D',
];

/** Reads one line. `speaker` is who speaks if the line does not say, and who speaks from then on. */
export function parseInputLine(
  line: string,
  speaker: Person,
): { readonly speaker: Person; readonly input: Input } {
  const text = clean(line, TEXT_MAX);
  const [, name = '', words = ''] = /^(\w+):\s*(.*)$/.exec(text) ?? [];
  const named = PEOPLE.find((person) => person.name.toLowerCase() === name.toLowerCase());
  return named ? { speaker: named, input: meant(words) } : { speaker, input: meant(text) };
}

function meant(text: string): Input {
  if (text === '') return { kind: 'nothing' };
  const [, word, rest = ''] = /^\/(\S*)\s*(.*)$/.exec(text) ?? [];
  if (word === undefined) return { kind: 'text', text };
  const command = COMMANDS.find((each) => each === word.toLowerCase());
  if (command === undefined) {
    const nearest = nearestKey(word, COMMANDS);
    const remedy = nearest ? `Did you mean /${nearest}?` : '/help says what there is.';
    return { kind: 'wrong', hint: `There is no /${word}. ${remedy}` };
  }
  return command === 'link' ? link(rest) : { kind: command };
}

function link(rest: string): Input {
  const [, text, address] = /^(.*\S)\s+(https?:\/\/\S+)$/i.exec(rest) ?? [];
  if (text === undefined || address === undefined || !URL.canParse(address)) {
    return { kind: 'wrong', hint: 'Write some words and one link: /link Dump https://example.com' };
  }
  return { kind: 'link', text, link: address };
}

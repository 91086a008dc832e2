import { expect, it } from 'vitest';
import { reactionSentence } from '../../../../engine/message/reaction-sentence.ts';

it.each([
  ['Loved “Hi”', 'added', '❤️', 'Hi'],
  ['Liked "Hi"', 'added', '👍', 'Hi'],
  ['Laughed at “Two\nlines”', 'added', '😂', 'Two\nlines'],
  ['Emphasized “He said “no””', 'added', '‼️', 'He said “no”'],
  ['Reacted 🎉 to “Hi”', 'added', '🎉', 'Hi'],
  ['Removed a heart from “Hi”', 'removed', '❤️', 'Hi'],
  ['Removed an exclamation from “Hi”', 'removed', '‼️', 'Hi'],
  ['Removed a question mark from “Hi”', 'removed', '❓', 'Hi'],
  ['Removed a 🎉 from “Hi”', 'removed', '🎉', 'Hi'],
])('%s says that something was done to what it quotes (TAP-4)', (text, action, emoji, quoted) => {
  expect(reactionSentence(text)).toEqual({ action, emoji, quoted });
});

it.each([
  'Loved it',
  'Loved “”',
  'loved “Hi”',
  'We Loved “Hi”',
  'Loved “Hi” a lot',
  'Removed the heart from “Hi”',
  '',
])('"%s" has not that form', (text) => expect(reactionSentence(text)).toBeNull());

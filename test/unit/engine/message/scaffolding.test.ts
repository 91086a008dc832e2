import { describe, expect, it } from 'vitest';
import { scaffoldingIn } from '../../../../engine/message/scaffolding.ts';
import { SPOKEN_OF } from '../../../support/messages/spoken-tags.ts';

describe('scaffolding of an agent (ECH-8)', () => {
  it.each([
    ['Sure.\n#+#+#+#+#+\nassistant to=user', '#+#+'],
    ['assistant to=functions.search code', 'assistant to='],
    ['Assistant to = user', 'assistant to='],
    ['<think>they want tea</think> Tea it is.', '<thinking>'],
    ['</thinking>Tea it is.', '<thinking>'],
    ['◁think▷tea◁/think▷', '<thinking>'],
    ['<thought>tea</thought>', '<thinking>'],
    ['< final >Tea it is.', '<final>'],
    ['<relevant-memories source="store">tea</relevant-memories>', '<relevant-memories>'],
    ['<relevant_memories>tea', '<relevant-memories>'],
    ['ACP error (ACP_SESSION_INIT_FAILED): no such agent', 'ACP error (ACP_UNKNOWN):'],
    ['Missing API key for provider "x" on the gateway.', 'Missing API key for … on the gateway'],
    ['`code` and then <think>', '<thinking>'],
    ['Sure thing <think> they want tea </think>, coming.', '<thinking>'],
    ['Sure thing <think> they want tea </think> Tea it is.', '<thinking>'],
    ['They want tea </think> Tea it is.', '<thinking>'],
    ['Use <think> and </think> tags. </think>', '<thinking>'],
    ['For the <think> they want tea </think>, coming.', '<thinking>'],
    ['The <think> tag is theirs. <think>tea</think> Tea.', '<thinking>'],
    ['<thinking_process>tea</thinking_process>', '<thinking>'],
  ])('is known by its marks: %j', (text, mark) => {
    expect(scaffoldingIn(text)).toBe(mark);
    expect(scaffoldingIn(mark)).toBe(mark);
  });

  it.each([
    'I think it is the final one',
    'what does `<think>` mean?',
    'The <think> tag opens it and it ends with </think>. Is it so?',
    'look:\n```\n<final>\nassistant to=user\n```\nwhat is that?',
    'an open block\n```\n<final>',
    'x <thinkers> y',
    'a < final b',
    '1 + 1 = 2, #+#',
    'the assistant to the manager',
    ...SPOKEN_OF,
    'Is it "<think>" or <thinking>?',
    'Ann <final.report@example.com> has it',
    'look:\n~~~\n<final>\n~~~\nwhat is that?',
    'what does ``<think>`` mean?',
    'Is the API key missing for this gateway?',
  ])('is nothing that people write about it: %j', (text) => {
    expect(scaffoldingIn(text)).toBeNull();
  });

  it('takes no long for texts made to take long', () => {
    const texts = [
      '<'.repeat(200_000),
      '`'.repeat(200_001),
      '<think '.repeat(30_000),
      'assistant to '.repeat(20_000),
    ];
    for (const text of texts) expect(scaffoldingIn(text)).toBeNull();
  });
});

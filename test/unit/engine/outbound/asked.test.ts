import { expect, it } from 'vitest';
import { askedByAgent, askedToAct, askedToSend } from '../../../../engine/outbound/asked.ts';

const said = (given: unknown) => () => askedToSend(given);
const refusal = (text: string) =>
  expect.objectContaining({ code: 'action_invalid', outcome: 'definite', message: text });

it.each([
  [{ to: 'a@example.com', txt: 'hi' }, 'iMessage send: txt: unknown key. Did you mean text?'],
  [
    { text: 'hi', whither: 'x' },
    'iMessage send: whither: unknown key. Known here: text, parts, by, to, accountId.',
  ],
  [{ text: Number.NaN }, 'iMessage send: text: NaN is not allowed, expected text'],
  [{ text: null }, 'iMessage send: text: null is not allowed, expected text'],
  [{ text: () => 'hi' }, 'iMessage send: text: a function is not allowed, expected text'],
  [{ text: Symbol('hi') }, 'iMessage send: text: Symbol(hi) is not allowed, expected text'],
  [{ text: 'hi', by: 'bridge' }, 'iMessage send: by: "bridge" is not allowed, expected "applescript"'],
  [JSON.parse('{"text":"hi","__proto__":{"to":"x"}}'), expect.stringContaining('__proto__')],
  ['hi', 'iMessage send: input: "hi" is not allowed, expected an object'],
  [null, 'iMessage send: input: null is not allowed, expected an object'],
  [undefined, 'iMessage send: input: missing, expected an object'],
  [['hi'], 'iMessage send: input: a list is not allowed, expected an object'],
])('%o is not sent, and the field, what stands there and what may are named', (given, text) => {
  expect(said(given)).toThrow(refusal(text));
});

it('what cannot be read is no failure of the engine', () => {
  const throwing = {
    get text(): string {
      throw new RangeError('mine');
    },
  };
  const unreadable = 'iMessage send: what it was given cannot be read: give it as plain data';
  expect(said(throwing)).toThrow(refusal(unreadable));
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  expect(said(proxy)).toThrow(refusal(unreadable));
});

it('each field is read once, and what is inherited is nothing that was given', () => {
  let reads = 0;
  const given = {
    get text() {
      reads += 1;
      return `read ${reads}`;
    },
  };
  expect(askedToSend(given)).toEqual({ text: 'read 1' });
  expect(askedToSend(Object.create(null, { text: { value: 'hi', enumerable: true } }))).toEqual({
    text: 'hi',
  });
});

it.each([
  [{ nam: 'react' }, 'iMessage act: name: missing, expected text; nam: unknown key. Did you mean name?'],
  [{ name: 'react', emoji: 'love' }, 'iMessage act: emoji: unknown key. Known here: name, input.'],
  [null, 'iMessage act: input: null is not allowed, expected an object'],
  [{ name: 7 }, 'iMessage act: name: 7 is not allowed, expected text'],
])('an agent that asks for %o is told what is wrong with it', (given, text) => {
  expect(() => askedByAgent(given)).toThrow(refusal(text));
});

it('what an action is done with is for the action to say, and may be left out', () => {
  expect(askedByAgent({ name: 'unsend' })).toEqual({ name: 'unsend' });
  expect(askedToAct({ name: 'react', input: { emoji: 1 }, to: 'chat_id:7' })).toEqual({
    name: 'react',
    input: { emoji: 1 },
    to: 'chat_id:7',
  });
});

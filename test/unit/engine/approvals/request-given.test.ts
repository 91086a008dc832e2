import { expect, it } from 'vitest';
import { questionGiven, requestGiven } from '../../../../engine/approvals/request.ts';

const MAKE = { kind: 'exec', text: 'make' };

it.each([
  [{ ...MAKE, timeout: 5_000 }, 'Nobody was asked: timeout: unknown key. Did you mean timeoutMs?'],
  [{ ...MAKE, timeoutMs: '5' }, 'Nobody was asked: timeoutMs: "5" is not allowed, expected a number.'],
  [{ ...MAKE, timeoutMs: Number.NaN }, 'Nobody was asked: timeoutMs: NaN is not allowed, expected a number.'],
  [{ ...MAKE, to: null }, 'Nobody was asked: to: null is not allowed, expected text.'],
  [{ ...MAKE, details: null }, 'Nobody was asked: details: null is not allowed, expected an object.'],
  [{ ...MAKE, signal: {} }, 'Nobody was asked: signal: an object is not allowed, expected an AbortSignal.'],
  [null, 'Nobody was asked: input: null is not allowed, expected an object.'],
])('nobody is asked for %o, and what is wrong with it is said', (given, message) => {
  expect(() => requestGiven(given)).toThrow(
    expect.objectContaining({ code: 'approval_invalid', outcome: 'definite', message }),
  );
});

it('an agent that asks with a field that is not known is told so', () => {
  expect(() => questionGiven({ text: 'When?', option: ['Today', 'Tomorrow'] })).toThrow(
    expect.objectContaining({
      code: 'approval_invalid',
      message: 'Nobody was asked: option: unknown key. Did you mean options?',
    }),
  );
  expect(() => questionGiven(undefined)).toThrow(expect.objectContaining({ code: 'approval_invalid' }));
});

it('what somebody decides on is what was shown: each field is read once', () => {
  let reads = 0;
  const given = {
    kind: 'exec',
    get text() {
      reads += 1;
      return reads === 1 ? 'make' : 'rm -r /';
    },
    details: {
      get CWD() {
        reads += 1;
        return `/${reads}`;
      },
    },
  };
  const request = requestGiven(given);
  expect([request.text, request.text, request.details, request.details]).toEqual([
    'make',
    'make',
    { CWD: '/2' },
    { CWD: '/2' },
  ]);
  const { signal } = new AbortController();
  expect(requestGiven({ ...MAKE, signal })).toEqual({ ...MAKE, signal });
});

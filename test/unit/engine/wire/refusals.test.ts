// What an error of a send proves: by code and disposition, and by words only where a build has nothing else (ruling-26).

import { describe, expect, it } from 'vitest';
import type { RpcCaller } from '../../../../engine/imsg/rpc-client.ts';
import { RpcError } from '../../../../engine/imsg/rpc-error.ts';
import { text } from '../../../../engine/outbound/kinds/text.ts';
import type { Transport } from '../../../../engine/wire/route.ts';
import { createSendCall } from '../../../../engine/wire/send-call.ts';
import { id } from '../../../support/messages/ids.ts';
import { NO_BRIDGE } from '../../../support/sending/no-bridge.ts';

interface Said {
  readonly code?: number;
  readonly message?: string;
  readonly data?: unknown;
}

/** How a send ends that meets this error, whether its child is replaced, and whether it is looked whether the bridge is there. */
async function ended(
  { code = -32603, message = 'Delivery failed before dispatch', data }: Said,
  transport: Transport | null = 'applescript',
  looked: Promise<void> = Promise.resolve(),
) {
  let isReplaced = false;
  let isDoubted = false;
  const caller: RpcCaller = { call: () => Promise.reject(new RpcError('send', { code, message, data })) };
  const send = createSendCall({
    service: 'auto',
    region: 'US',
    route: { ...NO_BRIDGE, transportOf: () => transport },
    client: () => caller,
    onLaneBlocked() {
      isReplaced = true;
    },
    onBridgeFailed() {},
    async onBridgeDoubted() {
      await looked;
      isDoubted = true;
    },
    onBridgeMissed() {},
    onScriptRefused() {},
  });
  const part = {
    content: 'hi',
    attemptId: 'attempt',
    target: { chatGuid: id.chat('any;+;chat7'), chatId: id.chatId(7) },
  };
  const outcome = await send(
    text.callOf(part, () => {}),
    text.wayOf(part),
  );
  const refusal = outcome.kind === 'notStarted' ? ` ${outcome.refusal}` : '';
  return `${outcome.kind}${refusal}${isReplaced ? ', replaced' : ''}${isDoubted ? ', doubted' : ''}`;
}

const delivery = (disposition: string, detail = '', retrySafe = disposition === 'not_started') => ({
  data: { retry_safe: retrySafe, disposition, transport: 'applescript', operation: 'send', detail },
});
const numbered = (number: number) => `Messages automation failed with AppleScript error ${number}.`;

describe('on builds with dispositions', () => {
  it.each<[string, Said]>([
    ['notStarted other', delivery('not_started', 'osascript could not be launched.')],
    ['notStarted automation', delivery('not_started', numbered(-1743))],
    ['notStarted target', delivery('not_started', numbered(-1728))],
    ['notStarted automation', delivery('not_started', numbered(-1743), false)],
    ['notStarted target', delivery('not_started', numbered(-1728), false)],
    ['refused', delivery('not_started', 'Could not resolve reply thread; message was not sent', false)],
    ['uncertain', { code: -32001, ...delivery('may_have_completed', numbered(-1743)) }],
    ['uncertain', { code: -32001, message: 'Delivery outcome unknown' }],
    ['uncertain', { code: -32001, ...delivery('a word of tomorrow') }],
    ['notStarted other', { code: -32002, data: { path: '/chat.db', detail: '', retryable: true } }],
    ['refused', { code: -32602, message: 'Invalid params', data: 'unknown chat_id 9' }],
  ])('%s: %j', async (outcome, said) => {
    expect(await ended(said)).toBe(outcome);
  });

  it('an attempt that is there already was sent', async () => {
    const detail = 'attempt_id already identifies a message; choose a new UUID';
    expect(await ended(delivery('not_started', detail), 'bridge')).toBe('uncertain, doubted');
  });
});

describe('on builds without', () => {
  const script = (words: string) => ({ message: 'Internal error', data: `AppleScript failed: ${words}` });
  const DENIED = 'execution error: Not authorized to send Apple events to Messages. (-1743)';

  it.each<[string, Said]>([
    ['notStarted automation', script(DENIED)],
    ['notStarted target', script('Messages got an error: Can’t get chat id "x". (-1728)')],
    ['notStarted automation', script(`more than\none line ${DENIED}`)],
    ['uncertain', script(`${DENIED} `)],
    ['uncertain', script(`iMessage send failed (${DENIED})`)],
    ['uncertain', script('AppleEvent timed out. (-1712)')],
    ['uncertain', script('Messages got an error: Can’t get chat id "x".')],
    ['uncertain', { message: 'Internal error', data: DENIED }],
    ['uncertain', { message: 'Internal error', data: 'database is locked (code: 5)' }],
  ])('%s: %j', async (outcome, said) => {
    expect(await ended(said)).toBe(outcome);
  });

  it('nothing is proven of a call that named no way', async () => {
    expect(await ended(script(DENIED), null)).toBe('uncertain');
  });
});

describe('a child is replaced (S10)', () => {
  it.each<[string, Said]>([
    ['notMade, replaced', { code: -32004, message: 'any words', ...delivery('still_in_flight') }],
    ['notMade, replaced', { code: -32004, message: 'any words' }],
    ['pending, replaced', { code: -32001, ...delivery('still_in_flight') }],
    ['notMade', { code: -32000, message: 'Mutation lane blocked' }],
    ['uncertain', { message: 'Mutation lane blocked', data: 'still_in_flight: restart the RPC child' }],
  ])('%s: %j', async (outcome, said) => {
    expect(await ended(said)).toBe(outcome);
  });
});

describe('it is looked whether the bridge is there (I1)', () => {
  it.each<[string, Said]>([
    [
      'uncertain, doubted',
      { message: 'Internal error', data: 'Timeout waiting for Messages.app to initialize.' },
    ],
    ['uncertain, doubted', { message: 'Internal error', data: 'Dylib error: Message not found: X' }],
    // That one is known to be out of order, however it looks.
    ['uncertain', { message: 'Internal error', data: "Timed out waiting for response to 'send-message'" }],
    ['pending, replaced', { code: -32001, ...delivery('still_in_flight') }],
  ])('%s: %j', async (outcome, said) => {
    expect(await ended(said, 'bridge')).toBe(outcome);
  });

  it('before anything else goes by it', async () => {
    const looked = Promise.withResolvers<void>();
    let isOver = false;
    const end = ended({ message: 'Internal error', data: 'Dylib error: x' }, 'bridge', looked.promise).then(
      (how) => {
        isOver = true;
        return how;
      },
    );
    await new Promise((resolve) => setImmediate(resolve));
    expect(isOver).toBe(false);
    looked.resolve();
    expect(await end).toBe('uncertain, doubted');
  });
});

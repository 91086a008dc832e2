import { describe, expect, test } from 'vitest';
import { normalizeHandle } from '../../../../engine/message/identity/handles.ts';
import { type SessionScope, sessionKey } from '../../../../engine/session/keys.ts';

const keyOf = (
  dmScope: SessionScope['dmScope'],
  { group = null, peer = '+15550001111' }: { readonly group?: string | null; readonly peer?: string } = {},
) =>
  sessionKey(group, peer, {
    agentId: 'main',
    accountId: 'work',
    dmScope,
  });

describe('the session of a direct chat (CFG-43)', () => {
  test("is the agent's main one by default (SES-2)", () => {
    expect(keyOf('main')).toBe('agent:main:main');
  });
  test.each([
    ['per-peer', 'agent:main:direct:+15550001111'],
    ['per-channel-peer', 'agent:main:imessage:direct:+15550001111'],
    ['per-account-channel-peer', 'agent:main:imessage:work:direct:+15550001111'],
  ] as const)("is the person's own under %s (SES-3)", (dmScope, key) => {
    expect(keyOf(dmScope)).toBe(key);
  });
  test('does not depend on how a mail address is written', () => {
    const peer = normalizeHandle('Ada@Example.com')!;
    expect(keyOf('per-peer', { peer })).toBe('agent:main:direct:ada@example.com');
  });
  test('is two for addresses that only look alike (P5, ruling-31)', () => {
    const [kelvin, mark] = ['mar\u212A@example.com', 'mark@example.com'].map((peer) =>
      keyOf('per-peer', { peer: normalizeHandle(peer)! }),
    );
    expect(kelvin).not.toBe(mark);
  });
});

test.each(['main', 'per-peer'] as const)(
  'the session of a group names its chat under %s (SES-1)',
  (dmScope) => {
    expect(keyOf(dmScope, { group: '7' })).toBe('agent:main:imessage:group:7');
  },
);

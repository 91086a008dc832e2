import { describe, expect, it } from 'vitest';
import { resolveBuild } from '../../../../../fake-imsg/builds/builds.ts';
import { environmentFacts } from '../../../../../fake-imsg/environments.ts';
import {
  askHelper,
  HelperError,
  type HelperRequest,
} from '../../../../../fake-imsg/messages-app/helper/ask-helper.ts';
import type { BridgePolicy } from '../../../../../fake-imsg/program/bridge-policy.ts';
import { Outcome } from '../../../../../fake-imsg/program/outcomes.ts';
import { createTestMac } from '../../../../support/devices/fake-mac.ts';

const REQUEST: HelperRequest = {
  action: 'edit-message',
  kind: 'mutation',
  waits: 'short',
  perform: () => ({ done: true }),
};

function ask(environment: string, request: Partial<HelperRequest> = {}, policy: Partial<BridgePolicy> = {}) {
  const mac = createTestMac({ facts: environmentFacts(environment) });
  const { device, clock } = mac;
  const context = {
    device,
    clock,
    bridge: { ...resolveBuild('0.14.1').bridge, ...policy },
    stepAgenda: () => device.step(),
  };
  let outcome: unknown = 'nothing yet';
  askHelper(context, { ...REQUEST, ...request }).then(
    (data) => (outcome = data),
    (error) => (outcome = error instanceof Outcome ? error.what : error),
  );
  return { mac, outcome: () => outcome };
}

describe('a request to the helper (wire-5.1)', () => {
  it('is done and answered within a fifth of a second where the bridge is healthy', async () => {
    const { mac, outcome } = ask('bridge');
    await mac.pass(99);
    expect(outcome()).toBe('nothing yet');
    await mac.pass(101);
    expect(outcome()).toEqual({ done: true });
  });

  it('never begins where nothing was launched', async () => {
    const { mac, outcome } = ask('sip-off');
    await mac.pass(0);
    expect(outcome()).toMatchObject({
      kind: 'notStarted',
      delivery: { detail: 'The bridge ready lock is absent. Run imsg launch explicitly before retrying.' },
    });
  });

  it('is taken back at the deadline when Messages.app is gone and its lock is not', async () => {
    const { mac, outcome } = ask('dropped', { waits: 'send' });
    await mac.pass(149_000);
    expect(outcome()).toBe('nothing yet');
    await mac.pass(2000);
    expect(outcome()).toMatchObject({
      kind: 'notStarted',
      delivery: {
        detail:
          'The bridge response deadline expired. The client reclaimed and removed the unclaimed request.',
      },
    });
  });

  it('is still in flight at the deadline when the helper took it', async () => {
    const { mac, outcome } = ask('hung');
    await mac.pass(10_200);
    expect(outcome()).toMatchObject({
      kind: 'stillInFlight',
      delivery: {
        operation: 'edit-message',
        detail: 'The bridge response deadline expired. The bridge still owns a claimed request.',
      },
    });
  });

  it('is answered after all when the helper recovers in time', async () => {
    const { mac, outcome } = ask('bridge');
    mac.device.schedule({ kind: 'fault', fault: 'bridge-wedge', forMs: 4000 });
    await mac.pass(4000);
    await mac.pass(300);
    expect(outcome()).toEqual({ done: true });
  });

  it.each([
    ['launched anew', [{ kind: 'bridge', state: 'launched' }]],
    [
      'quit and launched',
      [
        { kind: 'bridge', state: 'quit' },
        { kind: 'bridge', state: 'launched' },
      ],
    ],
    [
      'crashed and launched',
      [
        { kind: 'bridge', state: 'dropped' },
        { kind: 'bridge', state: 'launched' },
      ],
    ],
    ['gone for a moment', [{ kind: 'fault', fault: 'bridge-drop', forMs: 500 }]],
  ])('dies with the helper that took it: Messages %s (U12)', async (_, events) => {
    let done = 0;
    const { mac, outcome } = ask('hung', { perform: () => ({ done: ++done }) });
    await mac.pass(1000);
    for (const event of events) mac.device.schedule(event);
    await mac.pass(0);
    await mac.pass(5000);
    expect(outcome()).toBe('nothing yet');
    await mac.pass(5000);
    expect(outcome()).toMatchObject({ kind: 'stillInFlight' });
    expect(done).toBe(0);
  });

  it('is done by the next helper when the former had not taken it', async () => {
    const { mac, outcome } = ask('dropped');
    await mac.pass(1000);
    mac.device.schedule({ kind: 'bridge', state: 'launched' });
    await mac.pass(0);
    await mac.pass(300);
    expect(outcome()).toEqual({ done: true });
  });

  it('may have been done when the helper complains, unless it says otherwise', async () => {
    const complaint = (isNotStarted: boolean) => () => {
      throw new HelperError('Chat not found: x', isNotStarted);
    };
    const one = ask('bridge', { perform: complaint(false) });
    await one.mac.pass(200);
    expect(one.outcome()).toMatchObject({
      kind: 'mayHave',
      delivery: { detail: 'Dylib error: Chat not found: x' },
    });
    const other = ask('bridge', { perform: complaint(true) }, { tellsNothingSent: true });
    await other.mac.pass(200);
    expect(other.outcome()).toMatchObject({ kind: 'notStarted' });
  });

  it('fails when macOS lacks every selector for it, not when it lacks one', async () => {
    const selectors = ['retractMessagePart'];
    const lacking = 'retractMessagePart: not available on this macOS';
    const one = ask('partial', { selectors, lacking });
    await one.mac.pass(200);
    expect(one.outcome()).toMatchObject({ delivery: { detail: `Dylib error: ${lacking}` } });
    const other = ask('partial', { selectors: [...selectors, 'sendMessage'] });
    await other.mac.pass(200);
    expect(other.outcome()).toEqual({ done: true });
  });

  it('ends a question in one way, whatever the reason', async () => {
    for (const environment of ['basic', 'dropped', 'hung']) {
      const { mac, outcome } = ask(environment, { kind: 'question' });
      await mac.pass(10_200);
      expect(outcome()).toMatchObject({ kind: 'bridgeUnavailable', message: 'Bridge unavailable' });
    }
  });
});

describe('a build that launches Messages.app by itself', () => {
  const launches = { launches: true };

  it('does so where it may', async () => {
    const { mac, outcome } = ask('sip-off', {}, launches);
    for (let passed = 0; passed < 4000; passed += 100) await mac.pass(100);
    expect(outcome()).toEqual({ done: true });
    expect(mac.device.facts()).toMatchObject({ lock: true, bridge: 'answers' });
  });

  it.each([
    ['basic', 'System Integrity Protection (SIP) is enabled. Refusing to inject into Messages.app. '],
    ['sip-unknown', 'Unable to determine SIP status. Refusing to inject into Messages.app. '],
    ['no-helper', 'imsg-bridge-helper.dylib not found at '],
    ['library-validation', 'Timeout waiting for Messages.app to initialize. '],
  ])('says why it cannot in the environment %s', async (environment, detail) => {
    const { mac, outcome } = ask(environment, {}, launches);
    for (let passed = 0; passed < 18_000; passed += 500) await mac.pass(500);
    expect(outcome()).toMatchObject({
      kind: 'notStarted',
      delivery: { detail: expect.stringContaining(detail) },
    });
  });
});

// Requests to the fake `imsg rpc`, in bytes. Afterwards it answers as before. The first line of an input names the
// build.

import { BUILD_NAMES } from '../../../fake-imsg/builds/versions.ts';
import { bridge } from '../../../fake-imsg/environments.ts';
import { createTestMac } from '../../support/devices/fake-mac.ts';
import { ALICE, CHAT, INBOUND, OWN } from '../../support/devices/message-mac.ts';
import { startTestImsg } from '../../support/processes/imsg-process.ts';
import { mutateBytes, mutateJson } from '../mutate.ts';
import { below, pick } from '../odd-values.ts';
import { REQUESTS } from '../recorded.ts';
import { Finding, type Target } from '../target.ts';

const MINUTE_MS = 60_000;
/** Whatever a request sets going has come to its end then. */
const PATIENCE_MS = 10 * MINUTE_MS;
/** More answers than any of these inputs asks for. */
const LINES_MAX = 5_000;

const PARAMS: Readonly<Record<string, object>> = {
  initialize: { protocol_version: 1 },
  status: {},
  'chats.list': { limit: 5, unread_only: true },
  'messages.history': {
    chat_id: 1,
    limit: 10,
    participants: [ALICE],
    start: '2026-01-01T00:00:00Z',
    end: '2026-12-31T00:00:00Z',
    attachments: true,
  },
  'messages.search': { query: 'helo', match: 'contains', limit: 5 },
  'messages.after': { since_rowid: 0, limit: 2, include_reactions: true, chat_id: 1 },
  'watch.subscribe': {
    chat_id: 1,
    since_rowid: 0,
    participants: [ALICE],
    attachments: true,
    debounce_ms: 250,
  },
  'watch.unsubscribe': { subscription: 1 },
  'message.send_status': { guid: OWN },
  send: { to: ALICE, text: 'hi', service: 'auto', region: 'US', transport: 'auto', file: '/tmp/none.png' },
  'send.tracked': { chat_id: 1, text: 'hi', attempt_id: '0F8FAD5B-D9CB-469F-A165-70867728950E' },
  'send.rich': { chat_guid: CHAT, text: 'hi', reply_to_guid: INBOUND, effect: 'slam', subject: 'x' },
  'messages.react': { chat_guid: CHAT, message_guid: INBOUND, reaction: 'love', part: 0, remove: false },
  'messages.edit': { chat_guid: CHAT, message_guid: OWN, text: 'new' },
  'messages.unsend': { chat_guid: CHAT, message_guid: OWN },
  'chats.create': { addresses: [ALICE, 'bob@example.com'], name: 'Lunch', text: 'hi' },
  'typing.start': { to: ALICE },
  typing: { to: ALICE, typing: true, duration: '1s' },
  read: { to: ALICE },
  'handles.check': { addresses: [ALICE], address: ALICE },
  'groups.rename': { chat_guid: CHAT, name: 'x' },
};
const ASKED: readonly object[] = [
  ...Object.entries(PARAMS).map(([method, params], id) => ({ jsonrpc: '2.0', id, method, params })),
  ...REQUESTS,
];
const WITH_RPC = BUILD_NAMES.filter((name) => name !== '0.2.1');
const LINES = ASKED.map((request) => Buffer.from(`${JSON.stringify(request)}\n`));

export const rpc: Target = {
  name: 'rpc',
  draw(random) {
    const lines = Array.from({ length: 1 + below(random, 4) }, () => {
      const kind = below(random, 6);
      if (kind === 0) return pick(random, LINES);
      if (kind === 1) return mutateBytes(pick(random, LINES), random, LINES);
      return Buffer.from(`${mutateJson(pick(random, ASKED), random)}\n`);
    });
    return Buffer.concat([Buffer.from(`${pick(random, WITH_RPC)}\n`), ...lines]);
  },
  async run(input) {
    const end = input.indexOf(10);
    const named = input.subarray(0, end).toString();
    const build = WITH_RPC.find((name) => name === named) ?? 'current';
    const mac = createTestMac({ facts: bridge });
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'Noter test' }, { eventId: 'inbound' });
    mac.device.schedule(
      { kind: 'script-send', to: ALICE, service: 'iMessage', text: 'helo' },
      { eventId: 'own' },
    );
    await mac.pass(1_000);
    const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
    imsg.process.input(Buffer.concat([input.subarray(end + 1), Buffer.from('\n')]));
    for (let passedMs = 0; passedMs < PATIENCE_MS; passedMs += MINUTE_MS) await mac.pass(MINUTE_MS);
    // A trap is what the real one dies of, too.
    if (imsg.diedOf() === 'SIGTRAP') return;
    imsg.ask('the-last', 'chats.list', {});
    await mac.pass(MINUTE_MS);
    if (imsg.exitCode() !== null || imsg.diedOf() !== null)
      throw new Finding(`ended with ${imsg.exitCode()}`);
    if (imsg.lines.length > LINES_MAX) throw new Finding(`${imsg.lines.length} lines are said`);
    const answer = imsg.answer('the-last');
    if (answer === undefined) throw new Finding('the next request is not answered');
    if (answer.result === undefined)
      throw new Finding(`the next request is refused: ${JSON.stringify(answer.error)}`);
    imsg.process.kill();
    mac.device.close();
  },
};

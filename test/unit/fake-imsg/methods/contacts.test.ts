// The owner's name and photo, by method and by command (wire-2.6, wire-5.3, wire-1.4).

import { describe, expect, it } from 'vitest';
import { buildsFrom } from '../../../support/builds.ts';
import { CHAT, refusedBy, startMessageMac } from '../../../support/devices/message-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const BUILDS = buildsFrom('0.13.4');

describe.each(BUILDS)('name and photo in build %s', (build) => {
  it('are offered until they were shared, which leaves no row', async () => {
    const { mac, ask } = await startMessageMac(build);
    const rows = mac.all('SELECT 1 FROM message').length;
    expect(await ask('contacts.shouldShareContact', { chat_id: 1 })).toMatchObject({
      ok: true,
      chatGuid: CHAT,
      can_inspect_offer: true,
      can_share: true,
      should_offer: true,
      participant_count: 1,
    });
    expect(await ask('contacts.shareContactCard', { chat_guid: CHAT })).toMatchObject({
      ok: true,
      requested: true,
      force_send: true,
    });
    expect(await ask('contacts.shouldShareContact', { chat_id: 1 })).toMatchObject({ should_offer: false });
    expect(mac.device.effects()).toMatchObject([{ effect: 'name-photo', chatGuid: CHAT }]);
    expect(mac.all('SELECT 1 FROM message')).toHaveLength(rows);
  });

  it('are said to be unknown, and not shared, where the macOS cannot', async () => {
    const { ask } = await startMessageMac(build, {
      missingSelectors: ['namePhotoShouldOffer', 'namePhotoShare'],
    });
    expect(await ask('contacts.shouldShareContact', { chat_id: 1 })).toMatchObject({
      can_inspect_offer: false,
      can_share: false,
      should_offer: null,
    });
    expect(await ask('contacts.shareContactCard', { chat_id: 1 })).toEqual(
      refusedBy(build, 'share-nickname', 'Name & Photo sharing unavailable'),
    );
  });

  it('are for chats by iMessage alone', async () => {
    const { mac, ask } = await startMessageMac(build);
    mac.device.schedule({ kind: 'text', from: '+15550002222', text: 'hi', service: 'SMS' });
    await mac.pass(1_000);
    expect(await ask('contacts.shareContactCard', { chat_id: 2 })).toEqual(
      refusedBy(build, 'share-nickname', 'Name & Photo sharing requires an iMessage chat'),
    );
    const asked = await ask('contacts.shouldShareContact', { chat_id: 2 });
    expect(asked.code).toBe(build === '0.13.4' ? -32603 : -32003);
  });

  it('are shared by a command too', async () => {
    const { mac } = await startMessageMac(build);
    const run = async (...argv: string[]) => {
      const imsg = startTestImsg(mac.device, {
        argv: ['name-photo', ...argv],
        env: { FAKE_IMSG_BUILD: build },
      });
      await mac.pass(2_000);
      return { code: imsg.exitCode(), lines: imsg.lines };
    };
    const own = build === '0.15.10' ? ' personal_nickname_loaded=true has_personal_nickname=true' : '';
    expect((await run('status', '--chat', CHAT)).lines[0]).toBe(
      `name-photo: can_inspect_offer=true can_share=true${own} should_offer=true`,
    );
    const shared = await run('share', '--chat', CHAT);
    expect(shared).toEqual({ code: 0, lines: ['name-photo: share requested=true'] });
    const [json] = (await run('status', '--chat', CHAT, '--json')).lines;
    expect(JSON.parse(json!)).toMatchObject({ should_offer: false, chatGuid: CHAT });
    expect((await run('status')).lines).toEqual(['Missing required option: --chat']);
    expect((await run('inspect', '--chat', CHAT)).lines).toEqual(['Invalid value for option: --action']);
  });
});

describe.each(BUILDS)('imsg chat-background of %s (wire-1.2)', (build) => {
  const start = async () => {
    const { mac } = await startMessageMac(build);
    const run = (...argv: string[]) => {
      const imsg = startTestImsg(mac.device, {
        argv: ['chat-background', ...argv],
        env: { FAKE_IMSG_BUILD: build },
      });
      return { code: imsg.exitCode(), lines: [...imsg.lines] };
    };
    return { mac, run };
  };

  it('tells what was set, and what was taken away', async () => {
    const { mac, run } = await start();
    const status = () => JSON.parse(run('status', '--chat-id', '1', '--json').lines[0]!);
    expect(status()).toEqual({ ok: true, chat_id: 1, chat_guid: CHAT, background_set: false });
    mac.device.schedule({ kind: 'chat-background', chat: CHAT });
    await mac.pass(1_000);
    expect(status()).toEqual({
      ok: true,
      chat_id: 1,
      chat_guid: CHAT,
      background_set: true,
      background_channel_guid: expect.stringMatching(/^[0-9A-F-]{36}$/),
      latest_event: { row_id: 3, guid: expect.any(String), action: 'set', date: expect.any(String) },
    });
    mac.device.schedule({ kind: 'chat-background', chat: CHAT, by: '+15550001111', cleared: true });
    await mac.pass(1_000);
    expect(status()).toMatchObject({ background_set: false, latest_event: { action: 'clear' } });
    expect(run('status', '--chat-id', '1').lines).toEqual([
      'chat-background: none',
      'chat_id: 1',
      `chat_guid: ${CHAT}`,
      'latest_event: clear row=4',
    ]);
  });

  it('refuses anything but the state of a chat that is there', async () => {
    const { run } = await start();
    expect(run('status', '--chat-id', '9')).toEqual({ code: 1, lines: ['chat not found'] });
    expect(run('status', '--chat-id', '0').lines).toEqual(['Invalid value for option: --chat-id']);
    expect(run('status').lines).toEqual(['Missing required option: --chat-id']);
    expect(run('set', '--chat-id', '1').lines).toEqual(['Invalid value for option: --action']);
  });
});

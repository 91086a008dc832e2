import { NSAttributedString, Unarchiver } from '@parseaple/typedstream';
import { describe, expect, it } from 'vitest';
import { messageGuid } from '../../../../../fake-imsg/world/event/derived.ts';
import { linkGuid } from '../../../../../fake-imsg/world/messages/links.ts';
import { previewGuid } from '../../../../../fake-imsg/world/messages/split.ts';
import { twinGuid } from '../../../../../fake-imsg/world/rows/preview-rows.ts';
import { unarchive } from '../../../../support/chat-db/unarchive.ts';
import { createTestMac, type TestMac } from '../../../../support/devices/fake-mac.ts';

const ALICE = '+15550001111';
const BALLOON = 'com.apple.messages.URLBalloonProvider';
const LINK = 'https://example.com/a';
const SPLIT = { kind: 'split', from: ALICE, text: 'Dump', link: LINK };

interface Row {
  readonly guid: string;
  readonly body: Buffer;
  readonly balloon: string | null;
  readonly payload: Buffer | null;
  readonly ms: number;
}

function rowsOf(mac: TestMac) {
  const rows = mac.all<Row>(`SELECT guid, attributedBody AS body, balloon_bundle_id AS balloon,
    payload_data AS payload, date / 1000000 AS ms FROM message ORDER BY ROWID`);
  return rows.map(({ body, payload, ...row }) => {
    const decoded = Unarchiver.open(body).decodeSingleRoot();
    const text = decoded instanceof NSAttributedString ? String(decoded.string) : null;
    return { ...row, text, payload: payload && (unarchive(payload) as { richLinkIsPlaceholder: boolean }) };
  });
}

describe('a split send (file-5)', () => {
  it('is two rows that nothing ties together, the second marked as a preview', async () => {
    const mac = createTestMac();
    const eventId = mac.device.schedule({ ...SPLIT, gapMs: 800 });
    await mac.pass(799);
    expect(rowsOf(mac)).toMatchObject([
      { guid: messageGuid(eventId), text: 'Dump', balloon: null, payload: null },
    ]);
    await mac.pass(60);
    const [words, preview] = rowsOf(mac);
    expect(preview).toMatchObject({
      guid: previewGuid(eventId),
      text: LINK,
      balloon: BALLOON,
      payload: { richLinkIsPlaceholder: true },
    });
    expect(preview!.ms - words!.ms).toBe(800);
    expect(
      mac.all('SELECT has_dd_results, associated_message_guid, thread_originator_guid FROM message'),
    ).toEqual([
      { has_dd_results: 0, associated_message_guid: null, thread_originator_guid: null },
      { has_dd_results: 1, associated_message_guid: null, thread_originator_guid: null },
    ]);
    expect(mac.all('SELECT message_id FROM chat_message_join ORDER BY 1')).toHaveLength(2);
  });

  it('leaves half a second to two between its rows unless told otherwise', async () => {
    const mac = createTestMac();
    for (let index = 0; index < 40; index += 1) mac.device.schedule(SPLIT);
    await mac.pass(5000);
    const gaps = mac.all<{ gap: number }>(`SELECT CAST(ROUND((MAX(date) - MIN(date)) / 1e6) AS INTEGER) AS gap
      FROM (SELECT date, ROW_NUMBER() OVER (PARTITION BY balloon_bundle_id ORDER BY date) AS place
        FROM message)
      GROUP BY place`);
    expect(gaps).toHaveLength(40);
    expect(Math.min(...gaps.map(({ gap }) => gap))).toBeGreaterThanOrEqual(500);
    expect(Math.max(...gaps.map(({ gap }) => gap))).toBeLessThanOrEqual(2001);
  });

  it('is completed in place when the page has been fetched, with hidden attachments', async () => {
    const mac = createTestMac();
    mac.device.schedule({ ...SPLIT, gapMs: 500, previewMs: 3000 });
    await mac.pass(3499);
    expect(rowsOf(mac)[1]!.payload).toMatchObject({ richLinkIsPlaceholder: true });
    expect(mac.all('SELECT * FROM attachment')).toEqual([]);
    await mac.pass(1);
    expect(rowsOf(mac)).toHaveLength(2);
    expect(rowsOf(mac)[1]!.payload).toMatchObject({ richLinkIsPlaceholder: false });
    const attached = mac.all<{ name: string; filename: string }>(`SELECT a.hide_attachment AS hidden,
      a.transfer_state AS state, a.mime_type AS mime, a.transfer_name AS name, a.filename,
      j.message_id AS message
      FROM attachment a JOIN message_attachment_join j ON j.attachment_id = a.ROWID ORDER BY a.ROWID`);
    expect(attached).toMatchObject([
      { hidden: 1, state: 5, mime: null, message: 2 },
      { hidden: 1, state: 5, mime: null, message: 2 },
    ]);
    expect(attached[0]!.name).toMatch(/^[0-9A-F-]{36}\.pluginPayloadAttachment$/);
    expect(attached[0]!.filename).toMatch(
      /^~\/Library\/Messages\/Attachments\/[0-9a-f]{2}\/\d\d\/[0-9A-F-]{36}\//,
    );
    expect(attached[0]!.filename.endsWith(attached[0]!.name)).toBe(true);
  });

  it('keeps its gap in the dates when it was held up', async () => {
    const mac = createTestMac();
    const sentMs = mac.clock.wallMs() - 3_600_000;
    mac.device.schedule({ ...SPLIT, gapMs: 700, sentMs });
    await mac.pass(1000);
    const [words, preview] = rowsOf(mac);
    expect(preview!.ms - words!.ms).toBe(700);
    expect(mac.clock.wallMs() - 1000 - words!.ms - 978_307_200_000).toBe(3_600_000);
  });
});

describe('a link alone', () => {
  it('is one marked row', async () => {
    const mac = createTestMac();
    const eventId = mac.device.schedule({ kind: 'link', from: ALICE, link: 'www.example.com' });
    await mac.pass(5000);
    expect(rowsOf(mac)).toMatchObject([
      { guid: messageGuid(eventId), text: 'www.example.com', balloon: BALLOON },
    ]);
  });

  it('is plain text with a link in it when it is not to be marked', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'link', from: ALICE, link: LINK, marked: false });
    await mac.pass(5000);
    expect(rowsOf(mac)).toMatchObject([{ text: LINK, balloon: null, payload: null }]);
    expect(
      mac.all<{ body: Buffer }>('SELECT attributedBody AS body FROM message')[0]!.body.includes('__kIMLink'),
    ).toBe(true);
    expect(mac.all('SELECT * FROM attachment')).toEqual([]);
  });

  it('comes a second time with another GUID when it has a twin', async () => {
    const mac = createTestMac();
    const eventId = mac.device.schedule({ kind: 'link', from: ALICE, link: LINK, twin: true });
    await mac.pass(29_999);
    expect(rowsOf(mac)).toHaveLength(1);
    await mac.pass(40_000);
    const [first, second] = rowsOf(mac);
    expect(second).toMatchObject({ guid: twinGuid(eventId), text: LINK, balloon: BALLOON });
    expect(second!.ms - first!.ms).toBeGreaterThanOrEqual(29_999);
    expect(second!.ms - first!.ms).toBeLessThanOrEqual(65_001);
  });
});

describe('several links in one send', () => {
  const LINKS = [LINK, 'https://example.com/b'];

  it('are a preview row each, behind the words', async () => {
    const mac = createTestMac();
    const event = { kind: 'links', from: ALICE, text: 'Read these', links: LINKS, gapMs: 600 };
    const eventId = mac.device.schedule(event);
    await mac.pass(1100);
    expect(rowsOf(mac)).toHaveLength(2);
    await mac.pass(5000);
    const rows = rowsOf(mac);
    expect(rows).toMatchObject([
      { guid: messageGuid(eventId), text: 'Read these', balloon: null },
      {
        guid: linkGuid(eventId, 0),
        text: LINKS[0],
        balloon: BALLOON,
        payload: { richLinkIsPlaceholder: false },
      },
      { guid: linkGuid(eventId, 1), text: LINKS[1], balloon: BALLOON },
    ]);
    expect(rows[2]!.ms - rows[0]!.ms).toBe(1200);
  });

  it('stay in one row without any preview when asked to', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'links', from: ALICE, text: 'Read', links: LINKS, as: 'row' });
    await mac.pass(5000);
    expect(rowsOf(mac)).toMatchObject([{ text: `Read ${LINKS.join(' ')}`, balloon: null, payload: null }]);
  });

  it.each([[[]], [['not a link']], ['https://example.com']])('cannot be %j', (links) => {
    const { device } = createTestMac();
    expect(() => device.schedule({ kind: 'links', from: ALICE, links })).toThrow(
      'give a list of 1 to 20 URLs',
    );
  });
});

describe('an address within a text', () => {
  it.each([
    ['see https://example.com/a, then call', ['https://example.com/a']],
    ['(www.example.com)', ['http://www.example.com']],
    ['https://example.com/a https://example.com/b', ['https://example.com/a', 'https://example.com/b']],
    ['https:// is no address', []],
  ])('in %j is marked in the body', async (text, addresses) => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'text', from: ALICE, text });
    await mac.pass(100);
    const [{ body, detected }] = mac.all<{ body: Buffer; detected: number }>(
      'SELECT attributedBody AS body, has_dd_results AS detected FROM message',
    ) as [{ body: Buffer; detected: number }];
    expect(rowsOf(mac)[0]!.text).toBe(text);
    expect(detected).toBe(addresses.length > 0 ? 1 : 0);
    for (const address of addresses) expect(body.includes(address)).toBe(true);
    expect(body.includes('__kIMLink')).toBe(addresses.length > 0);
  });
});

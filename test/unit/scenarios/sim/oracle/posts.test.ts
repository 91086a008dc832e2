import { describe, expect, it } from 'vitest';
import type { Departure, PartEvent } from '../../../../../scenarios/sim/oracle/history.ts';
import type { Post } from '../../../../../scenarios/sim/oracle/post.ts';
import { postFindings } from '../../../../../scenarios/sim/oracle/posts.ts';
import {
  ALICE,
  BOB,
  brokenWith,
  createDoctoredRun,
  DIRECT,
  GROUP,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const AT_MS = START_MS + 600_000;
const POST: Post = { atMs: AT_MS, to: ALICE, said: ['Back at nine'], action: null, end: ['sent'] };

interface Told {
  readonly post?: Partial<Post>;
  readonly texts?: readonly string[];
  readonly chatGuid?: string;
  readonly states?: readonly string[];
}

function told({ post, texts = ['Back at nine'], chatGuid = DIRECT.chatGuid, states = ['sent'] }: Told) {
  const parts = texts.map(
    (text, index): PartEvent => ({
      atMs: AT_MS + 100 + index,
      partId: `send:1#${index}`,
      turnId: null,
      lane: `default/${chatGuid}`,
      text,
      state: states[index] ?? 'sent',
      guid: `POSTED-${index}`,
    }),
  );
  const departures = parts.map(
    ({ atMs, text, guid }): Departure => ({ atMs: atMs - 50, guid: guid!, chatGuid, text }),
  );
  return { posts: [{ ...POST, ...post }], parts, departures };
}

const ofPosts = (given: Told, more: object = {}) => {
  const run = createDoctoredRun();
  run.row();
  run.row(GROUP);
  return postFindings(run.history({ ...told(given), ...more })).map(({ clause }) => clause);
};

describe('what the operator has sent of their own accord', () => {
  it('goes where they said, once, and ends as they are told', () => {
    expect(
      brokenWith((history) => {
        const { posts, parts, departures } = told({});
        return {
          posts,
          parts: [...history.parts, ...parts],
          departures: [...history.departures, ...departures],
        };
      }),
    ).toEqual([]);
    expect(ofPosts({})).toEqual([]);
  });

  it.each([
    ['unasked: words that nobody said', { texts: ['Back at ten'] }, ['unasked', 'replied']],
    ['unasked: something more than was said', { texts: ['Back at nine', 'And ten'] }, ['unasked', 'replied']],
    ['addressee: another chat', { chatGuid: `any;-;${BOB}` }, ['addressee', 'replied']],
    ['addressee: a group', { chatGuid: GROUP.chatGuid }, ['addressee', 'replied']],
    ['replied: of two messages one has an end', { post: { end: ['sent', 'sent'] } }, ['replied']],
    ['truth: it was told as sent', { states: ['unknown'] }, ['truth']],
    ['truth: it was refused', { post: { end: 'target_unknown' } }, ['truth']],
    ['unasked: before it was said', { post: { atMs: AT_MS + 10_000 } }, ['unasked', 'replied']],
  ] as const)('%s', (_, given, clauses) => {
    expect(ofPosts(given as Told)).toEqual(clauses);
  });

  it('replied: what has an end was begun', () => {
    expect(ofPosts({ texts: [] })).toEqual(['replied']);
    expect(ofPosts({ texts: [], post: { end: 'end_unknown' } })).toEqual([]);
    expect(ofPosts({ texts: [], post: { end: null } })).toEqual([]);
  });

  it('names its chat in any form there is', () => {
    const ofGroup = { chatGuid: GROUP.chatGuid };
    for (const to of ['chat_id:7', 'chat_guid:any;+;chat7007', 'chat_identifier:chat7007'])
      expect(ofPosts({ ...ofGroup, post: { to } }), to).toEqual([]);
    for (const to of ['chat_id:1', 'chat_guid:any;+;chat7', 'chat_identifier:7', ALICE])
      expect(ofPosts({ ...ofGroup, post: { to } }), to).toEqual(['addressee', 'replied']);
    for (const to of ['sms:+1 (555) 000-1111', 'imessage:+15550001111', 'chat_id:1'])
      expect(ofPosts({ post: { to } }), to).toEqual([]);
  });

  it('is words and files in their order, all of them where any is, and none from where it may not read', () => {
    const file = { buffer: 'aGk=', filename: 'a.txt', caption: 'See there' };
    const said = ['Words', file, { text: 'More' }];
    const end = ['sent', 'sent', 'unknown', 'sent'];
    const texts = ['Words', 'a.txt', 'See there', 'More'];
    const states = ['sent', 'sent', 'unknown', 'sent'];
    expect(ofPosts({ texts, states, post: { said, end } })).toEqual([]);
    expect(ofPosts({ texts, states, post: { said, end: ['sent', 'sent', 'sent', 'sent'] } })).toEqual([
      'truth',
    ]);
    expect(ofPosts({ texts: ['Words', 'See there'], post: { said, end } })).toEqual(['unasked', 'replied']);
    expect(ofPosts({ texts: ['Words'], post: { said, end: 'file_unusable' } })).toEqual(['truth']);
    const strange = [{ path: '/etc/a.txt' }];
    expect(ofPosts({ texts: ['a.txt'], post: { said: strange } })).toEqual(['files']);
    const known = [{ path: '/Users/me/Library/Messages/Attachments/a/a.txt' }];
    expect(ofPosts({ texts: ['a.txt'], post: { said: known } })).toEqual([]);
  });

  it('is a file with its name and a caption behind it, or words in one piece', () => {
    const said = null;
    const file = { name: 'upload-file', input: { path: '/tmp/a/b.txt', caption: 'See there' } };
    const end = ['sent', 'sent'];
    expect(ofPosts({ texts: ['b.txt', 'See there'], post: { said, action: file, end } })).toEqual([]);
    expect(ofPosts({ texts: ['c.txt', 'See there'], post: { said, action: file, end } })).toContain(
      'unasked',
    );
    const reply = { name: 'reply', input: { text: 'In **the** thread' } };
    expect(ofPosts({ texts: ['In the thread'], post: { said, action: reply } })).toEqual([]);
    // What it does without words is no message.
    expect(ofPosts({ texts: [], post: { said, action: { name: 'react', input: {} } } })).toEqual([]);
  });
});

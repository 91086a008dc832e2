import { describe, expect, it } from 'vitest';
import { attachmentsOf, isUnnoted, withUnnoted } from '../../../../engine/message/attachment.ts';
import { safeFileName } from '../../../../engine/message/file-name.ts';

const file = (fields: Record<string, unknown>) => attachmentsOf([{ original_path: '/a/b', ...fields }])[0]!;
const kindOf = (mime_type: unknown, uti: unknown, transfer_name: unknown) =>
  file({ mime_type, uti, transfer_name }).kind;

describe('the kind of a file', () => {
  it.each([
    ['audio', '', 'com.apple.coreaudio-format', 'Audio Message.caf'],
    ['audio', null, null, 'Audio Message.caf'],
    ['audio', undefined, 'com.apple.m4a-audio', 'note'],
    ['audio', '', 'org.3gpp.adaptive-multi-rate-audio', ''],
    ['audio', '', 'public.mp3', ''],
    ['audio', 'AUDIO/AMR', '', ''],
    ['image', '', 'public.heic', 'x'],
    ['image', '', 'dyn.age80', 'IMG_0001.HEIC'],
    ['image', '', 'public.jpeg', ''],
    ['image', 'application/octet-stream', 'public.png', ''],
    ['video', '', 'com.apple.quicktime-movie', ''],
    ['video', '', 'public.mpeg-4', ''],
    ['video', '', '', 'film.mp4'],
    ['document', '', 'com.adobe.pdf', ''],
    ['document', '', 'public.vcard', ''],
    ['document', '', '', 'list.xlsx'],
    ['document', 'application/pdf', 'public.jpeg', 'a.png'],
    ['document', 'application/octet-stream', '', ''],
    ['image', 'image/png', 'com.adobe.pdf', 'a.pdf'],
    ['attachment', '', 'dyn.age80', 'x.unheard-of'],
    ['attachment', null, null, null],
    ['attachment', 7, {}, []],
  ])('is %s by MIME type %j, UTI %j and name %j (R4, ruling-24)', (kind, mime, uti, name) => {
    expect(kindOf(mime, uti, name)).toBe(kind);
  });
});

describe('the name of a file', () => {
  it.each([
    ['../../.ssh/\nid_rsa.txt', 'id_rsa.txt'],
    ['..\\..\\run.bat', 'run.bat'],
    ['/etc/passwd', 'passwd'],
    ['photo\u202Egnp.exe', 'photognp.exe'],
    ['\u2067a\u2069\u200F.txt', 'a.txt'],
    ['a\u0000b\r\n.txt', 'ab.txt'],
    ['a\u2028b\u2029.txt', 'ab.txt'],
    ['a\uD83D.txt', 'a.txt'],
    ['Ferien – 日本 😀.jpg', 'Ferien – 日本 😀.jpg'],
    ['.hidden', '.hidden'],
  ])('of %j is %j: the last component on one line (R5, ruling-24)', (given, name) => {
    expect(safeFileName(given)).toBe(name);
  });

  it.each(['', '.', '..', 'a/..', '../', '\n', ' \u202E ', 'a/\u0000'])(
    'is none where nothing is left of it: %j',
    (given) => {
      expect(safeFileName(given)).toBeNull();
    },
  );

  it('is that of its path where it has none of its own, and never empty', () => {
    expect(file({ original_path: '/a/IMG\n_1.png', transfer_name: '..' })).toMatchObject({
      path: '/a/IMG\n_1.png',
      name: 'IMG_1.png',
      kind: 'image',
    });
    expect(file({ original_path: '/a/..' }).name).toBe('attachment');
  });
});

describe('the files of a row', () => {
  const names = (entries: readonly object[], text?: string) =>
    attachmentsOf(entries, text).map(({ name }) => name);

  it('are also those that are not there yet, but no previews, and nothing without a name (ATT-2, ATT-3, ruling-24)', () => {
    expect(
      attachmentsOf([
        { original_path: '', transfer_name: 'IMG_1.HEIC', missing: true, total_bytes: 7 },
        { original_path: '/a/IMG_2.HEIC', missing: true },
        { original_path: '', transfer_name: '', missing: true },
        { original_path: '/a/x.pluginPayloadAttachment' },
        null,
      ]),
    ).toEqual([
      { path: '', name: 'IMG_1.HEIC', kind: 'image', mimeType: null, bytes: 7 },
      { path: '/a/IMG_2.HEIC', name: 'IMG_2.HEIC', kind: 'image', mimeType: null, bytes: null },
    ]);
  });

  it('are one of a Live Photo, whose film is no part of the text', () => {
    const live = [{ transfer_name: 'IMG_1.HEIC' }, { transfer_name: 'img_1.MOV' }];
    expect(names(live, '\uFFFC')).toEqual(['IMG_1.HEIC']);
    expect(names(live, '\uFFFC\uFFFC')).toEqual(['IMG_1.HEIC', 'img_1.MOV']);
    expect(names([...live, { transfer_name: 'IMG_2.MOV' }], '\uFFFC\uFFFClook')).toEqual([
      'IMG_1.HEIC',
      'IMG_2.MOV',
    ]);
  });

  it('are as many as the text has placeholders, where chat.db says that there are some', () => {
    const [noted] = attachmentsOf([{ transfer_name: 'IMG_1.HEIC' }]);
    const all = withUnnoted([noted!], '\uFFFClook\uFFFC\uFFFC');
    expect(all.map(isUnnoted)).toEqual([false, true, true]);
    expect(withUnnoted([noted!], '\uFFFC')).toEqual([noted]);
  });
});

import { StickerRefused } from './sticker-image.ts';

/** What a sticker is put on. */
export interface StickerTarget {
  readonly guid: string;
  readonly part: number;
}

const REFERENCE = /^p:(\d+)\/(.*)$/s;

/**
 * The message that was named, by its GUID or as `p:<part>/<GUID>`, and its part; null where none was. The words are those of
 * StickerSendTarget in openclaw/imsg. Throws `StickerRefused`.
 */
export function stickerTarget(named: string | null, part: number | null): StickerTarget | null {
  if (part !== null && part < 0)
    throw new StickerRefused(`target part must be non-negative (received ${part})`);
  if (named === null) {
    if (part !== null) throw new StickerRefused('target part requires --attach-to / attach_to');
    return null;
  }
  const target = named.trim();
  const malformed = () => new StickerRefused(`malformed sticker target: ${target || named}`);
  if (!target.startsWith('p:')) {
    if (target === '' || target.includes('/')) throw malformed();
    return { guid: target, part: part ?? 0 };
  }
  const [, number, rest = ''] = REFERENCE.exec(target) ?? [];
  const guid = rest.trim();
  if (number === undefined || guid === '' || guid.startsWith('p:') || guid.includes('/')) throw malformed();
  const embedded = Number(number);
  if (part !== null && part !== embedded)
    throw new StickerRefused(`target part ${part} conflicts with embedded part ${embedded}`);
  return { guid, part: embedded };
}

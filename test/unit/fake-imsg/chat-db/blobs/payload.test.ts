import { describe, expect, it } from 'vitest';
import { placeholderPayload, previewPayload } from '../../../../../fake-imsg/chat-db/blobs/payload.ts';
import { unarchive } from '../../../../support/chat-db/unarchive.ts';

const ADDRESS = 'https://example.com/a?b=ü';
const url = { $class: 'NSURL', 'NS.base': null, 'NS.relative': ADDRESS };

describe('the payload of a link', () => {
  it('holds nothing but the address while it is a placeholder', () => {
    expect(unarchive(placeholderPayload(ADDRESS))).toEqual({
      $class: 'RichLink',
      richLinkIsPlaceholder: true,
      richLinkMetadata: { $class: 'LPLinkMetadata', version: 1, originalURL: url },
    });
  });

  it('names the page and its two pictures once it was fetched', () => {
    const page = { address: ADDRESS, title: 'A page', siteName: 'example.com' };
    const picture = { $class: 'RichLinkImageAttachmentSubstitute', MIMEType: 'image/png', imageType: 0 };
    expect(unarchive(previewPayload(page))).toEqual({
      $class: 'RichLink',
      richLinkIsPlaceholder: false,
      richLinkMetadata: {
        $class: 'LPLinkMetadata',
        version: 1,
        originalURL: url,
        URL: url,
        title: 'A page',
        siteName: 'example.com',
        icon: { ...picture, richLinkImageAttachmentSubstituteIndex: 0 },
        image: { ...picture, richLinkImageAttachmentSubstituteIndex: 1 },
      },
    });
  });
});

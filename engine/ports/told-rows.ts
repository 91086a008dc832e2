// Which rows of chat.db imsg tells of, as conditions on `message AS told`.

/** A preview soon after another row of its sender in its chat may have been folded or dropped (wire-3.4). */
export const MAY_BE_FOLDED = `(balloon_bundle_id IS 'com.apple.messages.URLBalloonProvider' AND EXISTS (
    SELECT 1 FROM message AS text
    WHERE text.ROWID < told.ROWID AND text.ROWID > told.ROWID - 200 AND text.date > told.date - 90000000000
      AND text.handle_id IS told.handle_id AND text.is_from_me = told.is_from_me
      AND EXISTS (SELECT 1 FROM chat_message_join AS one JOIN chat_message_join AS other USING (chat_id)
        WHERE one.message_id = text.ROWID AND other.message_id = told.ROWID)))`;

export const HAS_CHAT = 'EXISTS (SELECT 1 FROM chat_message_join WHERE message_id = told.ROWID)';

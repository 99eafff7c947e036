//! Keys: stable names of rows and documents. The only file that names blake3.
//!
//! A key depends on content and position alone, so it is equal from run to run, shard to
//! shard, machine to machine.

pub use blake3::Hasher;

/// Hex digits of a key.
const KEY_DIGITS: usize = 16;

fn short(hash: blake3::Hash) -> String {
    let mut text = hash.to_hex().to_string();
    text.truncate(KEY_DIGITS);
    text
}

/// The first 16 hex digits of BLAKE3 over `bytes`.
#[must_use]
pub fn content_hash(bytes: &[u8]) -> String {
    short(blake3::hash(bytes))
}

/// The key of a row: BLAKE3 over (document, table, first character, ordinal), where the
/// ordinal tells apart rows of one table that start at one character.
#[must_use]
pub fn row_key(document_id: &str, table: &str, char_start: u32, ordinal: u32) -> String {
    let mut hasher = Hasher::new();
    for part in [document_id, table, &char_start.to_string(), &ordinal.to_string()] {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    short(hasher.finalize())
}

//! Randomness: the one place that draws it.
use rand::{RngCore, TryRngCore, rngs::OsRng};

/// `N` bytes from the operating system.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    OsRng.unwrap_err().fill_bytes(&mut bytes);
    bytes
}

/// A token for a link: 32 random bytes, 64 hexadecimal characters.
pub fn token() -> String {
    hex::encode(bytes::<32>())
}

/// A short name for a save or a session family.
pub fn short_id() -> String {
    hex::encode(bytes::<12>())
}

//! Hashes of content: in file names, in integrity values and in the content security policy.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The first 12 hex digits of the content's SHA-256.
pub fn short_hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// A file's name with its content's hash behind the stem: `boot.js` → `boot-0123456789ab.js`.
pub fn hashed_name(name: &str, content: &[u8]) -> String {
    let (stem, ending) = name.rsplit_once('.').expect("every file of a site has an ending");
    format!("{stem}-{}.{ending}", short_hash(content))
}

/// A Subresource Integrity value. A longer hash would be no safer here, and every page carries five of them.
pub fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

/// An inline element's source expression for a content security policy, quotes included.
pub fn csp_source(content: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(content.as_bytes())))
}

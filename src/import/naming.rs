//! Names for sections and blocks whose source gives them none.
//!
//! A name comes from the words themselves, so that a link to a paragraph survives whatever is changed elsewhere.

use crate::article::is_id;

/// Longer names are no use to anybody, and ids end at 64.
const LONGEST: usize = 48;

/// A heading's own words where they are Latin letters, `the-market-hall`; else `s-` and eight characters that stand for the words.
///
/// `prefix` is what a name that stands for words begins with: `s` for a section, `p` for a block.
pub fn name_for(words: &str, prefix: &str) -> String {
    if prefix == "s" {
        let slug = slug(words);
        if is_id(&slug) && words.chars().filter(|c| c.is_alphanumeric()).all(|c| c.is_ascii()) {
            return slug;
        }
    }
    format!("{prefix}-{}", digest(words))
}

/// Letters and digits in lower case, whatever stands between them as one hyphen; cut at a word's end.
fn slug(words: &str) -> String {
    let mut slug = String::new();
    for part in words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()) {
        if slug.len() + part.len() + 1 > LONGEST {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&part.to_ascii_lowercase());
    }
    slug
}

/// 40 bits of FNV-1a (Fowler, Noll, Vo; 64 bits, folded) over the letters and digits, in base 32. Not for security: two blocks
/// of the same name are told apart by number.
fn digest(words: &str) -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    // A comma more or less, or another space, leaves the name as it was.
    for c in words.chars().filter(|c| c.is_alphanumeric()) {
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    let folded = hash ^ (hash >> 40);
    (0..8).map(|index| char::from(ALPHABET[(folded >> (5 * index)) as usize & 31])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_latin_heading_is_its_own_name() {
        assert_eq!(name_for("The market hall, 1911", "s"), "the-market-hall-1911");
        assert_eq!(name_for("A", "s"), "a");
    }

    #[test]
    fn other_words_are_named_by_what_they_are() {
        let name = name_for("党建引领", "s");
        assert!(is_id(&name) && name.starts_with("s-"), "{name}");
        assert_eq!(name, name_for("党建，引领 ", "s"));
        assert_ne!(name, name_for("党建引", "s"));
        assert!(name_for("1911", "s").starts_with("s-"));
        assert!(name_for("Über uns", "s").starts_with("s-"));
    }
}

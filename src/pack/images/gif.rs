//! GIF: its blocks without comments and notes (GIF89a specification, 1990).

use super::{PictureError, damaged};

/// Extensions of programs that say how often an animation runs.
const LOOPS: [&[u8]; 2] = [b"NETSCAPE2.0", b"ANIMEXTS1.0"];

pub fn bare(bytes: &[u8]) -> Result<Vec<u8>, PictureError> {
    let cut = || damaged("it is cut off");
    let mut at = 13;
    let flags = *bytes.get(10).ok_or_else(cut)?;
    at += table(flags);
    let mut out = bytes.get(..at).ok_or_else(cut)?.to_vec();
    let mut has_picture = false;
    loop {
        let start = at;
        match bytes.get(at) {
            // An extension: its kind, then blocks.
            Some(0x21) => {
                let kind = *bytes.get(at + 1).ok_or_else(cut)?;
                at = blocks(bytes, at + 2).ok_or_else(cut)?;
                let name = bytes.get(start + 3..start + 14);
                let is_kept = kind == 0xf9 || (kind == 0xff && name.is_some_and(|name| LOOPS.contains(&name)));
                if is_kept {
                    out.extend(&bytes[start..at]);
                }
            }
            // A picture: where it goes, its colours, then blocks.
            Some(0x2c) => {
                let flags = *bytes.get(at + 9).ok_or_else(cut)?;
                at = blocks(bytes, at + 11 + table(flags)).ok_or_else(cut)?;
                out.extend(&bytes[start..at]);
                has_picture = true;
            }
            // The end, or what browsers take for it.
            _ if has_picture => {
                out.push(0x3b);
                return Ok(out);
            }
            _ => return Err(damaged("there is no picture in it")),
        }
    }
}

/// Bytes of a table of colours.
fn table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Where the blocks end that begin here, each with its length in front.
fn blocks(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return (at <= bytes.len()).then_some(at);
        }
    }
}

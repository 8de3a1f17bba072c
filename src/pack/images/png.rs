//! PNG: the chunks that browsers need to show it (PNG, third edition, 11).

use super::exif::Orientation;
use super::{PictureError, damaged};
use img_parts::png::Png;
use img_parts::{Bytes, ImageEXIF};

/// The picture and its colours, transparency and frames. What is not here are times, words, notes and chunks of programs.
const KEPT: [&[u8; 4]; 18] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"pHYs",
    b"acTL", b"fcTL", b"fdAT",
];

pub fn bare(bytes: &[u8]) -> Result<(Vec<u8>, Orientation), PictureError> {
    let mut png = Png::from_bytes(Bytes::copy_from_slice(bytes)).map_err(|error| damaged(error.to_string()))?;
    let orientation = png.exif().map(|notes| Orientation::of(&notes)).unwrap_or_default();
    png.chunks_mut().retain(|chunk| KEPT.contains(&&chunk.kind()));
    for needed in [*b"IHDR", *b"IDAT", *b"IEND"] {
        if png.chunk_by_type(needed).is_none() {
            return Err(damaged(format!("its part {} is missing", String::from_utf8_lossy(&needed))));
        }
    }
    Ok((png.encoder().bytes().to_vec(), orientation))
}

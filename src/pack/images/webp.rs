//! WebP: the chunks of its container that are the picture (RFC 9649, 2.7).

use super::exif::Orientation;
use super::{PictureError, damaged};
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::WebP;
use img_parts::{Bytes, ImageEXIF};

const KEPT: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];
/// In the first byte of `VP8X`: there are Exif and XMP notes.
const NOTES: u8 = 0x08 | 0x04;

pub fn bare(bytes: &[u8]) -> Result<(Vec<u8>, Orientation), PictureError> {
    let mut webp = WebP::from_bytes(Bytes::copy_from_slice(bytes)).map_err(|error| damaged(error.to_string()))?;
    let orientation = webp.exif().map(|notes| Orientation::of(&notes)).unwrap_or_default();
    webp.chunks_mut().retain(|chunk| KEPT.contains(&&chunk.id()));
    for chunk in webp.chunks_mut() {
        if chunk.id() == *b"VP8X"
            && let RiffContent::Data(data) = chunk.content()
            && let [flags, rest @ ..] = data.as_ref()
        {
            let data = [&[flags & !NOTES], rest].concat();
            *chunk = RiffChunk::new(*b"VP8X", RiffContent::Data(Bytes::from(data)));
        }
    }
    if ![b"VP8 ", b"VP8L", b"ANMF"].iter().any(|id| webp.has_chunk(**id)) {
        return Err(damaged("there is no picture in it"));
    }
    Ok((webp.encoder().bytes().to_vec(), orientation))
}
